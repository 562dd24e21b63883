package io.thalweg.definitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SourceTextTest {

  private static final SourceText QUERY = SourceText.of("query", "SELECT 1\n\nFROM x");

  @Test
  void aTextByItselfIsItsOwnFile() {
    assertThat(QUERY.locate(1, 8)).isEqualTo(new Location("query", 1, 8));
    assertThat(QUERY.locate(3, 6)).isEqualTo(new Location("query", 3, 6));
  }

  @Test
  void aPlaceBehindTheEndOfALineIsItsEnd() {
    assertThat(QUERY.locate(1, 99)).isEqualTo(new Location("query", 1, 9));
    assertThat(QUERY.locate(2, 5)).isEqualTo(new Location("query", 2, 1));
  }

  @Test
  void aPlaceBehindTheLastLineIsInTheLastLine() {
    assertThat(QUERY.locate(9, 2)).isEqualTo(new Location("query", 3, 2));
  }

  @Test
  void columnsCountCharactersAlsoWhereTheyTakeTwoChars() {
    SourceText text = SourceText.of("query", "'😀' x");

    assertThat(text.locate(1, 6)).isEqualTo(new Location("query", 1, 5));
  }

  @Test
  void segmentsBeginAtTheStartAndAscend() {
    Location location = new Location("query", 1, 1);

    assertThatThrownBy(() -> new SourceText("a", List.of()))
        .hasMessage("the first segment of a text begins at offset 0");
    assertThatThrownBy(
            () ->
                new SourceText(
                    "a",
                    List.of(
                        new SourceText.Segment(0, location), new SourceText.Segment(0, location))))
        .hasMessageStartingWith("segments ascend");
  }
}
