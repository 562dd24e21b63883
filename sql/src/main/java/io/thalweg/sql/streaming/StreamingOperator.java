package io.thalweg.sql.streaming;

import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.catalog.Relation;
import io.thalweg.sql.plan.Expression;
import io.thalweg.sql.plan.PlanNode;
import io.thalweg.sql.plan.Windowing;
import io.thalweg.sql.plan.Windowing.Bound;
import java.util.List;
import java.util.Optional;

/**
 * A step of a pipeline that remembers rows from one batch to the next. What it gives is final, no
 * row is taken back, unless it is {@link Changing}. Its inputs are plans without memory, over
 * streams, tables, and what other operators give. Immutable.
 */
public sealed interface StreamingOperator {

  /** The name of the relation that stands for what it gives. */
  String name();

  /** The columns of what it gives. */
  List<Column> columns();

  /** The plans that feed it. */
  List<PlanNode> inputs();

  /**
   * How far it has closed at a watermark of the pipeline, in microseconds. Only when that moves may
   * it give rows without new ones.
   */
  long closedBelow(long watermark);

  /** Whether it may give rows because the watermark moves from one time to another. */
  default boolean closes(long before, long after) {
    return closedBelow(after) > closedBelow(before);
  }

  /** Whether one of its inputs goes by the times of streams, so that their rows can be late. */
  boolean goesByStreams();

  /** Whether a row of its inputs can come too late for it. */
  default boolean closesWindows() {
    return true;
  }

  /** The relation that stands for what it gives. */
  default Relation relation() {
    return new Relation(name(), Relation.Kind.STREAM, columns(), Optional.empty());
  }

  /**
   * Keeps what open windows hold, and when a window closes computes a plan over it: any plan that
   * looks at one window at a time.
   *
   * @param kept one for each relation that {@code result} scans and that is no table
   * @param of the clock of the times that the windows are made by
   */
  record OverWindows(String name, List<Kept> kept, PlanNode result, Windowing windowing, Clock of)
      implements StreamingOperator {
    public OverWindows {
      kept = List.copyOf(kept);
    }

    @Override
    public List<Column> columns() {
      return result.columns();
    }

    @Override
    public List<PlanNode> inputs() {
      return kept.stream().map(Kept::rows).toList();
    }

    @Override
    public long closedBelow(long watermark) {
      return WindowClosing.closedBelow(windowing, of.at(watermark));
    }

    @Override
    public boolean goesByStreams() {
      return of instanceof Clock.Source;
    }
  }

  /**
   * What open windows hold of one input.
   *
   * @param name of the relation that stands for it when windows close
   * @param rows the plan that feeds it
   * @param aggregate of one grouping set, over {@code rows}, which the relation holds the groups
   *     of; without one it holds the rows
   * @param windowColumn position, among the relation's columns, of the one that names the window
   * @param bound which of the window's bounds that is
   */
  record Kept(
      String name,
      PlanNode rows,
      Optional<PlanNode.Aggregate> aggregate,
      int windowColumn,
      Bound bound) {

    /** The relation that stands for it. */
    public Relation relation() {
      return new Relation(
          name,
          Relation.Kind.STREAM,
          aggregate.map(PlanNode.Aggregate::columns).orElse(rows.columns()),
          Optional.empty());
    }
  }

  /**
   * Keeps the rows of open sessions, and gives them with their session's bounds when it closes.
   *
   * @param window over a scan of {@link #KEPT}
   * @param of the clock of the rows' times
   */
  record Sessions(String name, PlanNode rows, PlanNode.Window window, Clock of)
      implements StreamingOperator {

    /** The name of the relation that stands for the rows it keeps. */
    public static final String KEPT = "$kept";

    @Override
    public List<Column> columns() {
      return window.columns();
    }

    @Override
    public List<PlanNode> inputs() {
      return List.of(rows);
    }

    @Override
    public long closedBelow(long watermark) {
      return of.at(watermark);
    }

    @Override
    public boolean goesByStreams() {
      return of instanceof Clock.Source;
    }
  }

  /**
   * Joins two inputs whose partners lie near each other in time. A pair is given as soon as both
   * its rows are there; a row without a partner, where the join keeps it, once none can come.
   *
   * @param condition over the columns of both
   * @param leftTime what is known of the left input's time
   * @param rightTime the same of the right input's
   * @param least the least microseconds from the right row's time to the left row's
   * @param greatest the greatest
   */
  record TimedJoin(
      String name,
      PlanNode left,
      PlanNode right,
      PlanNode.JoinType type,
      Expression condition,
      List<Column> columns,
      Side leftTime,
      Side rightTime,
      long least,
      long greatest)
      implements StreamingOperator {
    public TimedJoin {
      columns = List.copyOf(columns);
    }

    /**
     * The time of one side.
     *
     * @param column position in the input
     * @param of its clock
     */
    public record Side(int column, Clock of) {}

    @Override
    public List<PlanNode> inputs() {
      return List.of(left, right);
    }

    @Override
    public boolean closes(long before, long after) {
      return leftTime.of().at(after) > leftTime.of().at(before)
          || rightTime.of().at(after) > rightTime.of().at(before);
    }

    @Override
    public long closedBelow(long watermark) {
      return Math.max(leftTime.of().at(watermark), rightTime.of().at(watermark));
    }

    @Override
    public boolean goesByStreams() {
      return leftTime.of() instanceof Clock.Source || rightTime.of() instanceof Clock.Source;
    }
  }

  /**
   * Gives of rows with equal keys the first by their time, once no earlier one can come; the keys
   * are remembered for good.
   *
   * @param keys positions in the input; none for the first row of all
   * @param first picks the first row of each key, over a scan of {@link #KEPT}, whose columns are
   *     the input's
   * @param time position of the time in the input
   * @param of its clock
   */
  record First(String name, PlanNode rows, List<Integer> keys, PlanNode first, int time, Clock of)
      implements StreamingOperator {

    /** The name of the relation that stands for the rows it keeps. */
    public static final String KEPT = "$kept";

    public First {
      keys = List.copyOf(keys);
    }

    @Override
    public List<Column> columns() {
      return first.columns();
    }

    @Override
    public List<PlanNode> inputs() {
      return List.of(rows);
    }

    @Override
    public long closedBelow(long watermark) {
      return of.at(watermark);
    }

    @Override
    public boolean goesByStreams() {
      return of instanceof Clock.Source;
    }
  }

  /**
   * A table that changes: after each batch it holds what a plan gives over all rows so far. The
   * plan looks at the rows of one key at a time, so that only keys with new rows are computed
   * again.
   *
   * @param sources one for each relation that {@code result} scans and that is no table
   * @param keys positions in the result; none where all rows have one key
   * @param unique positions in the result that tell its rows apart, where some do
   * @param windows whose closing ends the changes of their keys; the first key is their bound
   * @param inputColumns where the result has the columns of its only input, whose rows of before it
   *     depends on no further than the result has them; empty where it depends on all
   */
  record Changing(
      String name,
      List<Input> sources,
      PlanNode result,
      List<Integer> keys,
      Optional<List<Integer>> unique,
      Optional<Windows> windows,
      Optional<List<Integer>> inputColumns)
      implements StreamingOperator {
    public Changing {
      sources = List.copyOf(sources);
      keys = List.copyOf(keys);
      unique = unique.map(List::copyOf);
      inputColumns = inputColumns.map(List::copyOf);
    }

    /**
     * Windows that close.
     *
     * @param of the clock of the times that they are made by
     */
    public record Windows(Windowing windowing, Bound bound, Clock of) {}

    /**
     * What it is computed from: the rows of a plan so far, or their groups.
     *
     * @param name of the relation that stands for it
     * @param rows the plan; where it reads what another changing operator gives, the rows of now
     * @param aggregate of one grouping set, over {@code rows}
     * @param keys where the relation has the operator's keys, one for each
     */
    public record Input(
        String name, PlanNode rows, Optional<PlanNode.Aggregate> aggregate, List<Key> keys) {
      public Input {
        keys = List.copyOf(keys);
      }

      /** The relation that stands for it. */
      public Relation relation() {
        return new Relation(
            name,
            Relation.Kind.STREAM,
            aggregate.map(PlanNode.Aggregate::columns).orElse(rows.columns()),
            Optional.empty());
      }
    }

    /**
     * A column that gives a key.
     *
     * @param shiftMicros added to a time to get it
     */
    public record Key(int column, long shiftMicros) {}

    @Override
    public List<Column> columns() {
      return result.columns();
    }

    /** The columns of its keys. */
    public List<Column> keyColumns() {
      return keys.stream().map(columns()::get).toList();
    }

    @Override
    public List<PlanNode> inputs() {
      return sources.stream().map(Input::rows).toList();
    }

    @Override
    public long closedBelow(long watermark) {
      return windows
          .map(of -> WindowClosing.closedBelow(of.windowing(), of.of().at(watermark)))
          .orElse(Clock.NO_TIME);
    }

    @Override
    public boolean goesByStreams() {
      return windows.filter(of -> of.of() instanceof Clock.Source).isPresent();
    }

    @Override
    public boolean closesWindows() {
      return windows.isPresent();
    }
  }
}
