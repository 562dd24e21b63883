package io.thalweg.definitions;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A pipeline: streaming SQL from where to where, with which guarantee.
 *
 * @param name of the pipeline
 * @param location where its definition starts
 * @param description for people
 * @param guarantee what the pipeline asks for
 * @param sql one SELECT
 * @param to at least one output
 */
public record Pipeline(
    String name,
    Location location,
    Optional<String> description,
    Guarantee guarantee,
    SourceText sql,
    List<Output> to) {

  public Pipeline {
    Objects.requireNonNull(name);
    Objects.requireNonNull(location);
    to = List.copyOf(to);
  }
}
