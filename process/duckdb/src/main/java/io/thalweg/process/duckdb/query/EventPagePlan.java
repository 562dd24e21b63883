package io.thalweg.process.duckdb.query;

import static io.thalweg.process.api.LakeTable.OFFSET_COLUMN;
import static io.thalweg.process.api.LakeTable.PARTITION_COLUMN;

import io.thalweg.buffer.Offsets;
import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.EventTime;
import io.thalweg.definitions.Stream;
import io.thalweg.process.api.EventRequest;
import io.thalweg.process.api.EventRequest.Backward;
import io.thalweg.process.api.EventRequest.Seen;
import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.catalog.Relation;
import io.thalweg.sql.plan.Expression;
import io.thalweg.sql.plan.Function;
import io.thalweg.sql.plan.PlanNode;
import io.thalweg.sql.plan.PlanNode.SortKey;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The plan of a page of events: a scan of the stream's fields with each row's partition and offset,
 * conditions, an order and a limit of one row more than the page may have. Its columns are the
 * fields asked for, the partition, the offset and, where there is one, the event time.
 */
final class EventPagePlan {

  private final EventRequest request;
  private final List<Column> columns;
  private final Optional<String> time;
  private final Optional<String> key;
  private final Relation relation;

  EventPagePlan(Stream stream, EventRequest request) {
    this.request = request;
    this.columns = new ArrayList<>(Relation.of(stream).columns());
    columns.add(new Column(PARTITION_COLUMN, Primitive.INT, false));
    columns.add(new Column(OFFSET_COLUMN, Primitive.LONG, false));
    this.time = stream.eventTime().map(EventTime::field);
    this.key = stream.key();
    this.relation = new Relation(stream.name(), Relation.Kind.STREAM, columns, stream.eventTime());
  }

  /** Whether the rows have an event time. */
  boolean hasTime() {
    return time.isPresent();
  }

  /** Events of {@code [position, end)} in the order of offset and partition. */
  PlanNode forward(Offsets position, Offsets end) {
    List<Expression> conditions = filters();
    conditions.add(within(position, end));
    int fields = request.fields().size();
    return page(
        conditions,
        List.of(new SortKey(fields + 1, false, false), new SortKey(fields, false, false)));
  }

  /** Events before a position, the latest first. */
  PlanNode backward(Backward place) {
    List<Expression> conditions = filters();
    conditions.add(within(Offsets.zero(place.end().partitions()), place.end()));
    place.before().ifPresent(seen -> addBefore(seen, conditions));
    List<SortKey> order = new ArrayList<>();
    int fields = request.fields().size();
    if (time.isPresent()) {
      order.add(new SortKey(fields + 2, true, false));
    }
    order.add(new SortKey(fields + 1, true, false));
    order.add(new SortKey(fields, true, false));
    return page(conditions, order);
  }

  private PlanNode page(List<Expression> conditions, List<SortKey> order) {
    List<String> names = new ArrayList<>(request.fields());
    names.addAll(EventPages.STANDING);
    time.ifPresent(names::add);
    PlanNode rows = new PlanNode.Filter(new PlanNode.Scan(relation), and(conditions));
    PlanNode projected =
        new PlanNode.Project(
            rows,
            names.stream().map(name -> columns.get(index(name))).toList(),
            names.stream().map(this::column).toList());
    return new PlanNode.Sort(projected, order, Optional.empty(), Optional.of(request.rows() + 1L));
  }

  private List<Expression> filters() {
    List<Expression> conditions = new ArrayList<>();
    EventRequest.Filter filter = request.filter();
    filter
        .key()
        .ifPresent(value -> conditions.add(compare(Function.EQUALS, key.orElseThrow(), value)));
    filter
        .from()
        .ifPresent(
            from ->
                conditions.add(compare(Function.GREATER_THAN_OR_EQUAL, time.orElseThrow(), from)));
    filter
        .to()
        .ifPresent(to -> conditions.add(compare(Function.LESS_THAN, time.orElseThrow(), to)));
    return conditions;
  }

  /** Where only some partitions have anything between the two, only those are looked at. */
  private Expression within(Offsets from, Offsets to) {
    List<Expression> partitions = new ArrayList<>();
    long least = Long.MAX_VALUE;
    long greatest = 0;
    for (int p = 0; p < from.partitions(); p++) {
      if (from.get(p) >= to.get(p)) {
        continue;
      }
      least = Math.min(least, from.get(p));
      greatest = Math.max(greatest, to.get(p));
      partitions.add(
          and(
              List.of(
                  compare(Function.EQUALS, PARTITION_COLUMN, p),
                  compare(Function.GREATER_THAN_OR_EQUAL, OFFSET_COLUMN, from.get(p)),
                  compare(Function.LESS_THAN, OFFSET_COLUMN, to.get(p)))));
    }
    // The bounds over all partitions let files be left out.
    return and(
        List.of(
            compare(Function.GREATER_THAN_OR_EQUAL, OFFSET_COLUMN, least),
            compare(Function.LESS_THAN, OFFSET_COLUMN, greatest),
            or(partitions)));
  }

  private void addBefore(Seen seen, List<Expression> conditions) {
    Expression standing =
        or(
            List.of(
                compare(Function.LESS_THAN, OFFSET_COLUMN, seen.offset()),
                and(
                    List.of(
                        compare(Function.EQUALS, OFFSET_COLUMN, seen.offset()),
                        compare(Function.LESS_THAN, PARTITION_COLUMN, seen.partition())))));
    if (time.isEmpty()) {
      conditions.add(standing);
      return;
    }
    Instant at = Instant.EPOCH.plus(seen.micros(), ChronoUnit.MICROS);
    if (columns.get(index(time.get())).nullable()) {
      conditions.add(beforeOrWithoutTime(seen, at, standing));
      return;
    }
    conditions.add(compare(Function.LESS_THAN_OR_EQUAL, time.get(), at));
    conditions.add(
        or(
            List.of(
                compare(Function.LESS_THAN, time.get(), at),
                and(List.of(compare(Function.EQUALS, time.get(), at), standing)))));
  }

  /** Events that the log got before there was a processing time have none, and come last. */
  private Expression beforeOrWithoutTime(Seen seen, Instant at, Expression standing) {
    Expression withoutTime =
        new Expression.Call(
            Function.IS_NULL, List.of(column(time.orElseThrow())), Primitive.BOOLEAN);
    if (seen.micros() == 0) {
      return and(List.of(withoutTime, standing));
    }
    return or(
        List.of(
            compare(Function.LESS_THAN, time.get(), at),
            and(List.of(compare(Function.EQUALS, time.get(), at), standing)),
            withoutTime));
  }

  private Expression compare(Function function, String name, Object value) {
    DataType type = columns.get(index(name)).type();
    Object literal =
        value instanceof Instant instant
            ? LocalDateTime.ofInstant(instant, ZoneOffset.UTC)
            : value instanceof Integer number ? (Object) number.longValue() : value;
    return new Expression.Call(
        function,
        List.of(column(name), new Expression.Literal(Optional.of(literal), type)),
        Primitive.BOOLEAN);
  }

  private Expression column(String name) {
    int index = index(name);
    return new Expression.ColumnReference(index, columns.get(index).type());
  }

  private int index(String name) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(name)) {
        return i;
      }
    }
    throw new IllegalArgumentException("no column " + name);
  }

  private static Expression and(List<Expression> conditions) {
    return all(Function.AND, conditions);
  }

  private static Expression or(List<Expression> conditions) {
    return all(Function.OR, conditions);
  }

  private static Expression all(Function function, List<Expression> conditions) {
    return conditions.size() == 1
        ? conditions.get(0)
        : new Expression.Call(function, conditions, Primitive.BOOLEAN);
  }
}
