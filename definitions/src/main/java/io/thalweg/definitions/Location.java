package io.thalweg.definitions;

/**
 * A place in a file that a user wrote.
 *
 * @param file the file, relative to the project's folder, with {@code /} between its parts
 * @param line from 1
 * @param column from 1, in characters (Unicode code points)
 */
public record Location(String file, int line, int column) {

  public Location {
    if (line < 1 || column < 1) {
      throw new IllegalArgumentException("line and column count from 1: " + line + ":" + column);
    }
  }

  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
