package io.thalweg.process.duckdb.query;

import static io.thalweg.process.api.LakeTable.PARTITION_COLUMN;

import io.thalweg.buffer.Log;
import io.thalweg.buffer.LogException;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.EventTime;
import io.thalweg.definitions.SourceText;
import io.thalweg.definitions.Stream;
import io.thalweg.process.api.QueryException;
import io.thalweg.process.api.QueryException.Kind;
import io.thalweg.process.api.QueryLimits;
import io.thalweg.process.api.QueryResult;
import io.thalweg.process.api.RecentEvents;
import io.thalweg.process.duckdb.sql.DuckDbSql;
import io.thalweg.sql.SqlCompiler;
import io.thalweg.sql.catalog.Catalog;
import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.catalog.Relation;
import io.thalweg.sql.plan.PlanNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Runs plans over the last records of streams, from the log alone. Used once. */
final class RecentPlans {

  /** Starts a plan in which slices stand for whole streams. */
  interface Starter {
    QueryResult start(PlanNode plan, QueryLimits limits, Map<String, LogSlice> slices);
  }

  private final Map<String, QueryableStream> streams;
  private final Map<String, Relation> tables;
  private final Log log;
  private final Starter starter;

  RecentPlans(
      Map<String, QueryableStream> streams,
      Map<String, Relation> tables,
      Log log,
      Starter starter) {
    this.streams = streams;
    this.tables = tables;
    this.log = log;
    this.starter = starter;
  }

  RecentEvents.Recent query(PlanNode plan, int events, QueryLimits limits) {
    Set<Relation> relations = new LinkedHashSet<>();
    DuckDbSql.select(
        plan,
        relation -> {
          relations.add(relation);
          return "nothing";
        });
    Map<String, LogSlice> slices = new LinkedHashMap<>();
    for (Relation relation : relations) {
      QueryableStream source = streams.get(relation.name());
      checkRuns(relation, source);
      if (source != null) {
        slices.put(relation.name(), slice(relation.name(), events));
      }
    }
    List<RecentEvents.Read> read = new ArrayList<>();
    slices.forEach((name, slice) -> read.add(look(streams.get(name).stream(), slice, limits)));
    return new RecentEvents.Recent(starter.start(plan, limits, slices), read);
  }

  private void checkRuns(Relation relation, QueryableStream source) {
    List<Column> columns =
        source != null
            ? Relation.of(source.stream()).columns()
            : tables.containsKey(relation.name()) ? tables.get(relation.name()).columns() : null;
    String kind = relation.kind() == Relation.Kind.STREAM ? "stream" : "table";
    if (columns == null) {
      throw new QueryException(
          Kind.INVALID,
          "%s \"%s\" does not run yet, so that there is nothing in it"
              .formatted(kind, relation.name()));
    }
    if (!columns.equals(relation.columns())) {
      throw new QueryException(
          Kind.INVALID,
          "%s \"%s\" runs with other columns than its definition has now"
              .formatted(kind, relation.name()));
    }
  }

  private LogSlice slice(String stream, int events) {
    try {
      return LogSlice.last(events, log.beginnings(stream), log.ends(stream));
    } catch (LogException e) {
      throw new QueryException(Kind.INTERNAL, e.getMessage(), List.of(), e);
    }
  }

  /** What a slice holds, asked of the slice itself. */
  private RecentEvents.Read look(Stream stream, LogSlice slice, QueryLimits limits) {
    Optional<String> time = stream.eventTime().map(EventTime::field);
    List<Column> columns = new ArrayList<>(Relation.of(stream).columns());
    columns.add(new Column(PARTITION_COLUMN, Primitive.INT, false));
    Relation relation =
        new Relation(stream.name(), Relation.Kind.STREAM, columns, stream.eventTime());
    String sql =
        "SELECT \"%s\", COUNT(*)%s FROM \"%s\" GROUP BY \"%1$s\""
            .formatted(
                PARTITION_COLUMN,
                time.map(", MIN(\"%1$s\"), MAX(\"%1$s\")"::formatted).orElse(""),
                stream.name());
    PlanNode plan =
        new SqlCompiler(new Catalog(List.of(relation))).compile(SourceText.of("recent", sql));
    Sums sums = new Sums();
    try (QueryResult result =
        starter.start(
            plan, new QueryLimits(limits.time(), Long.MAX_VALUE), Map.of(stream.name(), slice))) {
      while (result.next()) {
        boolean isCut = slice.from().get((Integer) result.value(0)) > 0;
        sums.events += (Long) result.value(1);
        if (time.isPresent() && result.value(2) != null) {
          sums.add((Instant) result.value(2), (Instant) result.value(3), isCut);
        }
      }
    }
    return new RecentEvents.Read(
        stream.name(),
        sums.events,
        Optional.ofNullable(sums.first),
        Optional.ofNullable(sums.last),
        Optional.ofNullable(sums.wholeFrom),
        Optional.ofNullable(sums.behind)
            .map(behind -> behind.minus(stream.eventTime().orElseThrow().lateness())));
  }

  private static final class Sums {
    private long events;
    private Instant first;
    private Instant last;
    private Instant wholeFrom;

    /** The last event of the partition that is behind the others. */
    private Instant behind;

    void add(Instant from, Instant to, boolean isCut) {
      first = first == null || from.isBefore(first) ? from : first;
      last = last == null || to.isAfter(last) ? to : last;
      behind = behind == null || to.isBefore(behind) ? to : behind;
      if (isCut) {
        wholeFrom = wholeFrom == null || from.isAfter(wholeFrom) ? from : wholeFrom;
      }
    }
  }
}
