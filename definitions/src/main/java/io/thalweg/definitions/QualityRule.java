package io.thalweg.definitions;

import java.util.Objects;
import java.util.Optional;

/**
 * What must hold for each event of a stream.
 *
 * @param name what messages, counters and the quarantine call it; distinct within its stream
 * @param check a condition over the stream's fields in portable SQL; an event for which it is false
 *     breaks the rule, one for which it is NULL does not
 * @param otherwise what happens to an event that breaks it
 * @param description for people
 */
public record QualityRule(
    String name, SourceText check, Otherwise otherwise, Optional<String> description) {

  /** What happens to an event that breaks a rule. */
  public enum Otherwise {
    /** Its sender is told so; a record that another program wrote is quarantined. */
    REFUSE,
    /** It is accepted, but is in the quarantine and not in the stream. */
    QUARANTINE,
    /** It is counted, and stays in the stream. */
    WARN
  }

  public QualityRule {
    Objects.requireNonNull(name);
    Objects.requireNonNull(check);
    Objects.requireNonNull(otherwise);
    Objects.requireNonNull(description);
  }
}
