package io.thalweg.definitions.internal.shape;

import io.thalweg.definitions.Location;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What was read of a mapping; keys whose values were of no use are not in it. For one thread. */
public final class Bound {

  private final Location location;
  private final Map<Key<?>, Located<?>> values = new HashMap<>();

  Bound(Location location) {
    this.location = location;
  }

  /** Where the mapping begins. */
  public Location location() {
    return location;
  }

  <T> void put(Key<T> key, T value, Location at) {
    values.put(key, new Located<>(value, at));
  }

  /** The value of a key that is written, and of use. */
  @SuppressWarnings("unchecked") // put() keeps keys and values of one type together
  public <T> Optional<Located<T>> find(Key<T> key) {
    return Optional.ofNullable((Located<T>) values.get(key));
  }

  /** The value of a key, or else its default. */
  public <T> Optional<T> value(Key<T> key) {
    return find(key).map(Located::value).or(key::defaultValue);
  }

  /**
   * The value of a key that has one, because it is required and nothing was wrong or because it has
   * a default.
   */
  public <T> T get(Key<T> key) {
    return value(key).orElseThrow();
  }
}
