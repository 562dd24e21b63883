/**
 * Nexmark: events of an auction house and the queries over them. After Pete Tucker, Kristin Tufte,
 * Vassilis Papadimos, David Maier: "NEXMark – A Benchmark for Queries over Data Streams", 2002 and
 * 2008 (queries 0 to 8); the queries 9 to 22 and the distributions of the events are those that
 * Apache Beam and the Flink community have added.
 */
package io.thalweg.benchmarks.nexmark;
