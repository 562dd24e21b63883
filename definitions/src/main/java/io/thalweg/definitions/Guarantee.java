package io.thalweg.definitions;

/** How often the effect of each event is seen in a pipeline's outputs, whatever fails. */
public enum Guarantee {
  /** Never repeated, possibly lost. */
  AT_MOST_ONCE,
  /** Never lost, possibly repeated. */
  AT_LEAST_ONCE,
  /** Neither lost nor repeated. */
  EXACTLY_ONCE;

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
