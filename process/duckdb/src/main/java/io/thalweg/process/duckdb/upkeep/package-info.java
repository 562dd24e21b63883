/**
 * What keeps the archive and the log small while everything else goes on: files put together, old
 * rows, snapshots and records removed, one step at a time on one thread.
 */
package io.thalweg.process.duckdb.upkeep;
