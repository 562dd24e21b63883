package io.thalweg.process.api;

/**
 * What becomes of a stream, table or pipeline when an engine takes over another project.
 *
 * @param kind of what
 * @param name its name
 * @param effect what becomes of it
 */
public record EngineChange(Kind kind, String name, Effect effect) {

  /** What can change. */
  public enum Kind {
    STREAM,
    /** A reference table. */
    TABLE,
    PIPELINE
  }

  /** What becomes of it. */
  public enum Effect {
    /** It is new. */
    ADDED,
    /** It ends; of a pipeline all that it has computed is forgotten, else nothing. */
    REMOVED,
    /** It stops for a moment and goes on where it was. */
    CONTINUED,
    /**
     * A pipeline forgets all that it has computed and begins at the beginning of its sources; a
     * table is made again from the log.
     */
    ANEW
  }
}
