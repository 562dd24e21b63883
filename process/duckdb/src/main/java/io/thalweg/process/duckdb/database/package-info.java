/**
 * The engine's one DuckDB file: how it is opened, the functions of ours that it knows, and how its
 * errors are to be taken.
 */
package io.thalweg.process.duckdb.database;
