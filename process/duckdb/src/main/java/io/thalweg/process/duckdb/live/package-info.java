/** The latest events of streams, held in memory for all who follow them. */
package io.thalweg.process.duckdb.live;
