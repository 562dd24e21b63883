/**
 * From the log to batches: each range of a topic is fetched and decoded once and given to all that
 * stand at its start.
 */
package io.thalweg.process.duckdb.feed;
