/**
 * Two hundred machines that do not exist: how they work, wear, fail and are mended, and what their
 * sensors make of it. Pure computation: the same seed and the same steps give the same readings.
 */
package io.thalweg.examples.plant.model;
