/**
 * Immutable batches of decoded events, and the table function through which DuckDB reads them. A
 * range of a topic is decoded once; whoever needs it (pipelines, the archive, queries over the tail
 * of the log) shares the batch.
 */
package io.thalweg.process.duckdb.batch;
