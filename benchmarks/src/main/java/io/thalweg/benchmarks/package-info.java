/**
 * Benchmarks, each a program of its own; {@code benchmarks/run NAME} builds and runs one, {@code
 * benchmarks/README.md} has what they gave.
 */
package io.thalweg.benchmarks;
