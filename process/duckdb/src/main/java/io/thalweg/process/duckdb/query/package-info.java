/**
 * Queries over streams and serving tables: text becomes a plan, the plan becomes SQL of ours, and
 * that runs in a DuckDB instance of its own, which can read the lake and nothing else.
 */
package io.thalweg.process.duckdb.query;
