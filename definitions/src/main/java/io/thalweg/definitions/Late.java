package io.thalweg.definitions;

/** What becomes of a row that comes when the result it belongs to is out. It is counted always. */
public enum Late {
  /** Nothing. */
  DROP,
  /** It is kept in a table of the pipeline's late rows. */
  KEEP,
  /** That too, and its windows are computed again with it, and replaced. */
  CORRECT
}
