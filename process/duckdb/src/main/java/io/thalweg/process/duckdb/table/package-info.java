/** Reference tables: their topics of the log, and the tables that follow them. */
package io.thalweg.process.duckdb.table;
