package io.thalweg.definitions;

/** When a pipeline puts its results out. */
public enum Emit {
  /** Once, when nothing that may still come can change them. */
  FINAL,
  /** As soon as there are some, and again whenever they change: its table is always up to date. */
  CHANGES
}
