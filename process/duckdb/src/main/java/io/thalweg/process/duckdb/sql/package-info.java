/**
 * Writes plans as DuckDB's SQL. What DuckDB means otherwise than portable SQL does is corrected
 * here.
 */
package io.thalweg.process.duckdb.sql;
