package io.thalweg.definitions;

import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;

/**
 * A stream: what one topic's records hold. Its topic carries its name.
 *
 * @param name of the stream and its topic
 * @param description for people
 * @param fields in the order of the columns in SQL, at least one, names distinct; where the stream
 *     goes by processing time, that is the last one
 * @param key the field that decides an event's partition, so that events of one key stay in order;
 *     without one, events are spread evenly
 * @param eventTime the field that windows go by; a stream without one cannot be windowed
 * @param partitions of its topic, at least 1; fixed when the topic is created
 * @param unknownFields what happens to an event with a field that is not listed
 * @param retention how old an event may become, by its event time, before it may be removed; the
 *     project's, if any, without it
 * @param quality what must hold for each event, names distinct
 * @param id what tells its events apart, so that a repeated one counts once; without it, every
 *     event counts
 */
public record Stream(
    String name,
    Optional<String> description,
    List<Field> fields,
    Optional<String> key,
    Optional<EventTime> eventTime,
    int partitions,
    UnknownFields unknownFields,
    Optional<Duration> retention,
    List<QualityRule> quality,
    Optional<EventId> id) {

  /** Few enough for one disk's syncs, enough for a handful of cores. */
  public static final int DEFAULT_PARTITIONS = 4;

  /** What happens to an event with a field that its stream does not list. */
  public enum UnknownFields {
    /** The event is refused, so that a misspelt field is noticed. */
    REFUSE,
    /** The field is ignored; it is in the log but in no table. */
    IGNORE
  }

  public Stream {
    Objects.requireNonNull(name);
    fields = List.copyOf(fields);
    quality = List.copyOf(quality);
    if (eventTime.filter(EventTime::ofLog).isPresent()
        && !fields.get(fields.size() - 1).name().equals(eventTime.get().field())) {
      throw new IllegalArgumentException("processing time is the last column: " + fields);
    }
    if (partitions < 1) {
      throw new IllegalArgumentException("a topic has at least one partition: " + partitions);
    }
  }

  /** A stream without rules, and without a retention of its own. */
  public Stream(
      String name,
      Optional<String> description,
      List<Field> fields,
      Optional<String> key,
      Optional<EventTime> eventTime,
      int partitions,
      UnknownFields unknownFields) {
    this(
        name,
        description,
        fields,
        key,
        eventTime,
        partitions,
        unknownFields,
        Optional.empty(),
        List.of());
  }

  /** A stream all of whose events count. */
  public Stream(
      String name,
      Optional<String> description,
      List<Field> fields,
      Optional<String> key,
      Optional<EventTime> eventTime,
      int partitions,
      UnknownFields unknownFields,
      Optional<Duration> retention,
      List<QualityRule> quality) {
    this(
        name,
        description,
        fields,
        key,
        eventTime,
        partitions,
        unknownFields,
        retention,
        quality,
        Optional.empty());
  }

  /** The same with something that tells its events apart. */
  public Stream withId(EventId of) {
    return new Stream(
        name,
        description,
        fields,
        key,
        eventTime,
        partitions,
        unknownFields,
        retention,
        quality,
        Optional.of(of));
  }

  /** The fields that its events themselves have: all but processing time. */
  public List<Field> eventFields() {
    return processingTime().isPresent() ? fields.subList(0, fields.size() - 1) : fields;
  }

  /** The column with the time at which the log got each event, where the stream goes by that. */
  public Optional<String> processingTime() {
    return eventTime.filter(EventTime::ofLog).map(EventTime::field);
  }

  /** The position of a field in {@link #fields}, from 0. */
  public int indexOf(String field) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equals(field)) {
        return i;
      }
    }
    throw new NoSuchElementException("stream " + name + " has no field " + field);
  }
}
