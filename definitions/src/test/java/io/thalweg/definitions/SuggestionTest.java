package io.thalweg.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {

  private static final List<String> KEYS = List.of("stream", "fields", "event_time", "key");

  @Test
  void aSlipOfTheFingerIsRecognised() {
    assertThat(Suggestion.of("strem", KEYS)).contains("stream");
    assertThat(Suggestion.of("feilds", KEYS)).contains("fields");
    assertThat(Suggestion.of("keys", KEYS)).contains("key");
  }

  @Test
  void caseAndSeparatorsDoNotCount() {
    assertThat(Suggestion.of("eventTime", KEYS)).contains("event_time");
    assertThat(Suggestion.of("EVENT-TIME", KEYS)).contains("event_time");
  }

  @Test
  void anotherWordIsNotTakenForASlip() {
    assertThat(Suggestion.of("colour", KEYS)).isEmpty();
    assertThat(Suggestion.of("x", KEYS)).isEmpty();
    assertThat(Suggestion.of("", KEYS)).isEmpty();
  }
}
