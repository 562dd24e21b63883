package io.thalweg.sql.evaluate;

/** A compiled expression. Immutable; safe for use by many threads. */
@FunctionalInterface
public interface Evaluator {

  /**
   * The expression's value for a row, in the classes that {@link RowValues#value} names.
   *
   * @throws DataErrorException where it has none
   */
  Object of(RowValues row);
}
