/**
 * How one pipeline runs: batch by batch, each in one transaction of DuckDB that merges into the
 * open windows, writes what closed, fills the outbox and moves the position.
 */
package io.thalweg.process.duckdb.pipeline;
