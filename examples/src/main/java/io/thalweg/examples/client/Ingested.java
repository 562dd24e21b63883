package io.thalweg.examples.client;

import java.util.Optional;

/**
 * What became of the events of one request.
 *
 * @param accepted events that are in the log
 * @param rejected events that are not
 * @param firstError why the first of them is not
 */
public record Ingested(long accepted, long rejected, Optional<String> firstError) {}
