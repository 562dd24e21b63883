package io.thalweg.process.duckdb.pipeline;

import io.thalweg.process.duckdb.database.Sql;

/**
 * The names of a pipeline's tables, as they stand in SQL. What is internal has a schema of its own.
 *
 * @param pipeline its name
 */
record PipelineTables(String pipeline) {

  String schema() {
    return Sql.name("$" + pipeline);
  }

  /** One row: what the pipeline was when its state was made. */
  String definition() {
    return schema() + ".definition";
  }

  /** One row: {@link Progress}. */
  String progress() {
    return schema() + ".progress";
  }

  /**
   * What an operator remembers.
   *
   * @param of the name of the operator or of what it keeps, which begins with a dollar sign
   */
  String state(String of) {
    return schema() + ".state_" + of.substring(1);
  }

  /** Windows that rows have come late for and that are to be computed again. */
  String pendingWindows() {
    return schema() + ".pending_windows";
  }

  /** Records that are on their way to topics. */
  String outbox() {
    return schema() + ".outbox";
  }

  /** An output table, visible to queries. */
  static String output(String table) {
    return "main." + Sql.name(table);
  }
}
