package io.thalweg.definitions.internal.shape;

import io.thalweg.definitions.Location;

/**
 * A value and where it stands.
 *
 * @param value as it was read
 * @param location of its first character
 */
public record Located<T>(T value, Location location) {}
