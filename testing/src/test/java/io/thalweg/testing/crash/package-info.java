/**
 * Kills the platform again and again while numbered events come in, and counts afterwards what was
 * lost and what is there twice: in the log, the tables, the topics and the lake.
 *
 * <p>{@code -Dthalweg.crash.kills=200} and {@code -Dthalweg.crash.seed=7} with {@link CrashTest}
 * make it a long run, or the same one again.
 */
package io.thalweg.testing.crash;
