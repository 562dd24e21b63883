package io.thalweg.sql.problem;

import io.thalweg.definitions.Location;
import io.thalweg.definitions.Problem;

/** Every kind of mistake in SQL; the names are the stable codes of the problems. */
public enum SqlProblem {
  /** The text holds no statement. */
  SQL_EMPTY,
  /** The text is longer than statements may be. */
  SQL_TOO_LONG,
  /** The statement is nested too deeply or has too many grouping sets. */
  SQL_TOO_COMPLEX,
  /** There is more than one statement. */
  SQL_SEVERAL_STATEMENTS,
  /** The statement is none that asks. */
  SQL_NOT_A_SELECT,
  /** The text does not follow SQL's grammar. */
  SQL_SYNTAX,
  /** A stream or table that is not there. */
  SQL_UNKNOWN_TABLE,
  /** A column that is not there. */
  SQL_UNKNOWN_COLUMN,
  /** A named parameter without a value. */
  SQL_UNKNOWN_PARAMETER,
  /** A column's name that two relations have. */
  SQL_AMBIGUOUS_COLUMN,
  /** Two relations or windows of one name. */
  SQL_DUPLICATE_NAME,
  /** A function that portable SQL does not have. */
  SQL_UNKNOWN_FUNCTION,
  /** Too many, too few or wrong arguments. */
  SQL_WRONG_ARGUMENTS,
  /** Values of types that do not go together. */
  SQL_TYPE_MISMATCH,
  /** A type that portable SQL does not have. */
  SQL_UNSUPPORTED_TYPE,
  /** A literal that is not what it says. */
  SQL_WRONG_LITERAL,
  /** A column that is neither grouped by nor aggregated. */
  SQL_NOT_GROUPED,
  /** An aggregate or window function where none can stand. */
  SQL_MISPLACED_AGGREGATE,
  /** SQL that exists but is not supported here. */
  SQL_UNSUPPORTED,
  /** Anything else that Calcite finds. */
  SQL_INVALID,

  /** A pipeline that reads no stream. */
  PIPELINE_WITHOUT_STREAM,
  /** A pipeline that reads more than one stream, or one twice. */
  PIPELINE_SEVERAL_STREAMS,
  /** SQL that queries may have but pipelines not. */
  PIPELINE_UNSUPPORTED,
  /** A function whose result no replay would give again. */
  PIPELINE_NOT_REPLAYABLE,
  /** A window by something else than the stream's event time. */
  PIPELINE_NOT_BY_EVENT_TIME,
  /** GROUP BY or DISTINCT without a window, so that no group is ever complete. */
  PIPELINE_UNWINDOWED_GROUP,
  /** An output column whose name cannot be a field's. */
  PIPELINE_COLUMN_NAME,
  /** Two output columns of one name. */
  PIPELINE_DUPLICATE_COLUMN,
  /** An output's key that is no column. */
  PIPELINE_UNKNOWN_KEY,
  /** A topic with changes whose rows nothing tells apart. */
  PIPELINE_WITHOUT_KEY,
  /** A topic with changes that is read as if its rows stayed. */
  PIPELINE_READS_CHANGES,
  /** An output that another pipeline writes, or that has the name of a stream. */
  PIPELINE_OUTPUT_TAKEN,
  /** Pipelines that read each other's outputs in a circle. */
  PIPELINE_CYCLE,

  /** A value of a dashboard's variable that is not of its type. */
  DASHBOARD_WRONG_VALUE,
  /** A column that a panel names and its SQL does not have. */
  DASHBOARD_UNKNOWN_COLUMN,
  /** A column of a type that cannot be drawn so. */
  DASHBOARD_COLUMN_TYPE,
  /** A panel whose SQL lacks what its drawing needs. */
  DASHBOARD_MISSING_COLUMN,

  /** A quality rule's check that is no condition on one event. */
  QUALITY_NOT_A_CONDITION,
  /** SQL that queries may have but quality rules not. */
  QUALITY_UNSUPPORTED,

  /** A table's query that does not give what the table's fields say. */
  TABLE_QUERY_COLUMNS;

  /**
   * The problem at a place.
   *
   * @param message what is wrong, in one line without a full stop
   */
  public Problem at(Location location, String message) {
    return new Problem(location, name(), message);
  }
}
