/**
 * The embedded engine: pipelines as micro-batches on DuckDB, in one transaction with their offsets.
 */
package io.thalweg.process.duckdb;
