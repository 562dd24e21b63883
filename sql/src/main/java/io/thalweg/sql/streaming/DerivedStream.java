package io.thalweg.sql.streaming;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.EventTime;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Output;
import io.thalweg.definitions.Stream;
import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.streaming.StreamingPlan.OutputTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The stream that an output topic is to its readers. */
final class DerivedStream {

  /**
   * Where rows come in no order that a lateness could be told from, only the watermark that the
   * topic carries says what is complete.
   */
  static final Duration BY_WATERMARK_ALONE = Duration.ofDays(3650);

  private DerivedStream() {}

  static Stream of(Output.Topic topic, StreamingPlan plan) {
    List<Column> columns = plan.columns();
    Optional<EventTime> eventTime = plan.eventTime().flatMap(time -> eventTime(plan, time));
    return new Stream(
        topic.name(),
        Optional.empty(),
        columns.stream().map(c -> new Field(c.name(), c.type(), !c.nullable())).toList(),
        topic.key().or(() -> key(columns)),
        eventTime,
        topic.partitions(),
        Stream.UnknownFields.REFUSE);
  }

  private static Optional<EventTime> eventTime(StreamingPlan plan, OutputTime time) {
    List<EventTime> sources =
        plan.sources().stream().map(Stream::eventTime).flatMap(Optional::stream).toList();
    if (sources.size() < plan.sources().size()) {
      return Optional.empty();
    }
    Duration idleness =
        sources.stream().map(EventTime::idleness).max(Duration::compareTo).orElseThrow();
    boolean passedThrough =
        plan.operators().isEmpty() && sources.size() == 1 && time.clock() instanceof Clock.Source;
    Duration otherwise = passedThrough ? sources.get(0).lateness() : BY_WATERMARK_ALONE;
    return Optional.of(
        new EventTime(
            plan.columns().get(time.column()).name(),
            time.inOrder() ? Duration.ZERO : otherwise,
            idleness));
  }

  /** The first column that looks like what things are called. */
  private static Optional<String> key(List<Column> columns) {
    return columns.stream()
        .filter(column -> !isNumber(column.type()) && column.type() != Primitive.TIMESTAMP)
        .map(Column::name)
        .findFirst();
  }

  private static boolean isNumber(DataType type) {
    return type instanceof DataType.Decimal
        || type == Primitive.INT
        || type == Primitive.LONG
        || type == Primitive.DOUBLE;
  }
}
