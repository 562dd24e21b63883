package io.thalweg.sql.convert;

/** Calcite's algebra holds something that our plan has no word for. */
final class UnsupportedPlanException extends RuntimeException {

  UnsupportedPlanException(String what) {
    super(what);
  }
}
