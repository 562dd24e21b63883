/** From the log to the lake: batches become Parquet files, and what is no event is quarantined. */
package io.thalweg.process.duckdb.archive;
