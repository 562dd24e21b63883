package io.thalweg.sql.streaming;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.EventTime;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Output;
import io.thalweg.definitions.Stream;
import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.streaming.ColumnOrigin.Bound;
import io.thalweg.sql.streaming.ColumnOrigin.RelationColumn;
import io.thalweg.sql.streaming.ColumnOrigin.WindowColumn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The stream that an output topic is to its readers. */
final class DerivedStream {

  private DerivedStream() {}

  static Stream of(Output.Topic topic, StreamingPlan plan) {
    List<Column> columns = plan.columns();
    Optional<EventTime> eventTime = eventTime(plan);
    return new Stream(
        topic.name(),
        Optional.empty(),
        columns.stream().map(c -> new Field(c.name(), c.type(), !c.nullable())).toList(),
        topic.key().or(() -> key(plan, eventTime)),
        eventTime,
        topic.partitions(),
        Stream.UnknownFields.REFUSE);
  }

  /** The window's start, whose rows come in order, or the source's own time passed through. */
  private static Optional<EventTime> eventTime(StreamingPlan plan) {
    EventTime source = plan.source().eventTime().orElse(null);
    if (source == null) {
      return Optional.empty();
    }
    return indices(plan)
        .filter(i -> isBound(plan, i, Bound.START))
        .mapToObj(i -> new EventTime(name(plan, i), Duration.ZERO, source.idleness()))
        .findFirst()
        .or(
            () ->
                indices(plan)
                    .filter(i -> isSourceTime(plan, i, source))
                    .mapToObj(
                        i -> new EventTime(name(plan, i), source.lateness(), source.idleness()))
                    .findFirst());
  }

  private static Optional<String> key(StreamingPlan plan, Optional<EventTime> eventTime) {
    return indices(plan)
        .filter(i -> !isNumber(plan.columns().get(i).type()))
        .filter(i -> !(origin(plan, i).orElse(null) instanceof WindowColumn))
        .mapToObj(i -> name(plan, i))
        .filter(name -> eventTime.stream().noneMatch(time -> time.field().equals(name)))
        .findFirst();
  }

  private static boolean isBound(StreamingPlan plan, int column, Bound bound) {
    return origin(plan, column).orElse(null) instanceof WindowColumn window
        && window.bound() == bound;
  }

  private static boolean isSourceTime(StreamingPlan plan, int column, EventTime time) {
    return origin(plan, column).orElse(null) instanceof RelationColumn origin
        && StreamingPlanner.readsStream(origin.scan())
        && origin.scan().columns().get(origin.column()).name().equals(time.field());
  }

  private static Optional<ColumnOrigin> origin(StreamingPlan plan, int column) {
    return ColumnOrigin.of(plan.query(), column);
  }

  private static boolean isNumber(DataType type) {
    return type instanceof DataType.Decimal
        || type == Primitive.INT
        || type == Primitive.LONG
        || type == Primitive.DOUBLE;
  }

  private static String name(StreamingPlan plan, int column) {
    return plan.columns().get(column).name();
  }

  private static IntStream indices(StreamingPlan plan) {
    return IntStream.range(0, plan.columns().size());
  }
}
