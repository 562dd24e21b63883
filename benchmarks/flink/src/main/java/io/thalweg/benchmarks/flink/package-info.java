/** Flink SQL, doing what a pipeline does. */
package io.thalweg.benchmarks.flink;
