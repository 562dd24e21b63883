package io.thalweg.buffer;

/**
 * What is there of a topic.
 *
 * @param beginnings the offset of the first record that is still there, in each partition
 * @param ends the offset behind the last record, in each partition
 */
public record TopicSpan(Offsets beginnings, Offsets ends) {}
