package io.thalweg.process.api;

import io.thalweg.buffer.Offsets;
import java.util.Optional;

/**
 * How the archive of a stream is doing.
 *
 * @param stream its name
 * @param archived the position up to which the lake holds the log
 * @param quarantined records that were no events, since the engine was started
 * @param error what keeps it from archiving, in one line
 */
public record ArchiveStatus(
    String stream, Offsets archived, long quarantined, Optional<String> error) {}
