/**
 * What users write: a project of streams and pipelines as immutable records, and what a mistake in
 * them is. Knows neither files nor engines nor the log; reading is in {@code project}.
 */
package io.thalweg.definitions;
