/**
 * Events that senders repeat and that count once: which offsets of a stream's log hold duplicates,
 * the same for all who decode them.
 */
package io.thalweg.buffer.once;
