package io.thalweg.process.duckdb.batch;

/**
 * An event of a stream that breaks a rule which only counts.
 *
 * @param partition where it stands
 * @param offset where it stands
 * @param rule by its name
 */
public record Warning(int partition, long offset, String rule) {}
