package io.thalweg.process.duckdb.pipeline;

/** A pipeline was changed, but its state and outputs come from what it was before. */
public class ChangedDefinitionException extends RuntimeException {

  public ChangedDefinitionException(String pipeline) {
    super(
        ("the definition of pipeline \"%s\" has changed, but its results so far come from the old"
                + " one. Give the changed pipeline and its outputs new names, or reset it to compute"
                + " all anew")
            .formatted(pipeline));
  }
}
