package io.thalweg.definitions;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A pipeline: streaming SQL from where to where, with which guarantee.
 *
 * @param name of the pipeline
 * @param location where its definition starts
 * @param description for people
 * @param guarantee what the pipeline asks for
 * @param emit when results come out
 * @param late what becomes of late rows
 * @param retention how far apart in time the rows of a join may lie that has no bound of its own
 * @param sql one SELECT
 * @param to at least one output
 * @param keys where the values of {@code emit}, {@code late} and {@code retention} stand that its
 *     file gives
 */
public record Pipeline(
    String name,
    Location location,
    Optional<String> description,
    Guarantee guarantee,
    Emit emit,
    Late late,
    Optional<Duration> retention,
    SourceText sql,
    List<Output> to,
    Map<String, Location> keys) {

  public Pipeline {
    Objects.requireNonNull(name);
    Objects.requireNonNull(location);
    Objects.requireNonNull(emit);
    Objects.requireNonNull(late);
    Objects.requireNonNull(retention);
    to = List.copyOf(to);
    keys = Map.copyOf(keys);
  }

  /** A pipeline that is in no file. */
  public Pipeline(
      String name,
      Location location,
      Optional<String> description,
      Guarantee guarantee,
      Emit emit,
      Late late,
      Optional<Duration> retention,
      SourceText sql,
      List<Output> to) {
    this(name, location, description, guarantee, emit, late, retention, sql, to, Map.of());
  }

  /** A pipeline whose results are final. */
  public Pipeline(
      String name,
      Location location,
      Optional<String> description,
      Guarantee guarantee,
      SourceText sql,
      List<Output> to) {
    this(name, location, description, guarantee, Emit.FINAL, Late.KEEP, Optional.empty(), sql, to);
  }
}
