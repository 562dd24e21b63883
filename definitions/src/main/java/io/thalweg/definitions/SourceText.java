package io.thalweg.definitions;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Text inside a file, such as the SQL of a pipeline, that knows where each of its characters
 * stands.
 *
 * <p>Immutable.
 *
 * @param text the text as its reader sees it, lines separated by {@code \n}
 * @param segments runs of the text that stand in one line of the file, ascending, the first from
 *     offset 0; each line of the text begins one
 */
public record SourceText(String text, List<Segment> segments) {

  /**
   * From here to the next segment, a character further in the text is a column further in the file.
   *
   * @param offset in the text, from 0, in {@code char}s
   * @param location of that character in the file
   */
  public record Segment(int offset, Location location) {

    public Segment {
      Objects.requireNonNull(location);
    }
  }

  public SourceText {
    Objects.requireNonNull(text);
    segments = List.copyOf(segments);
    if (segments.isEmpty() || segments.get(0).offset() != 0) {
      throw new IllegalArgumentException("the first segment of a text begins at offset 0");
    }
    for (int i = 1; i < segments.size(); i++) {
      if (segments.get(i).offset() <= segments.get(i - 1).offset()) {
        throw new IllegalArgumentException("segments ascend: " + segments);
      }
    }
  }

  /** A text that stands by itself, such as a query sent by a client; {@code name} names it. */
  public static SourceText of(String name, String text) {
    List<Segment> segments = new ArrayList<>();
    int line = 1;
    segments.add(new Segment(0, new Location(name, line, 1)));
    for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      line++;
      segments.add(new Segment(at + 1, new Location(name, line, 1)));
    }
    return new SourceText(text, segments);
  }

  /**
   * The place in the file of a place in the text.
   *
   * @param line in the text, from 1; beyond the last line means the last line
   * @param column in that line, from 1; beyond the line's end means its end
   */
  public Location locate(int line, int column) {
    return locate(offset(line, column));
  }

  /**
   * The offset of a place in the text, from 0.
   *
   * @param line in the text, from 1; beyond the last line means the last line
   * @param column in that line, from 1; beyond the line's end means its end
   */
  public int offset(int line, int column) {
    int start = 0;
    for (int i = 1; i < line; i++) {
      int newline = text.indexOf('\n', start);
      if (newline < 0) {
        break;
      }
      start = newline + 1;
    }
    int newline = text.indexOf('\n', start);
    int end = newline < 0 ? text.length() : newline;
    return Math.min(start + Math.max(column, 1) - 1, end);
  }

  /** The place in the file of the character at an offset of the text, from 0. */
  public Location locate(int offset) {
    Segment segment = segments.get(0);
    for (Segment next : segments) {
      if (next.offset() > offset) {
        break;
      }
      segment = next;
    }
    Location from = segment.location();
    int columns = text.codePointCount(segment.offset(), Math.min(offset, text.length()));
    return new Location(from.file(), from.line(), from.column() + columns);
  }
}
