package io.thalweg.definitions.internal.yaml;

import io.thalweg.definitions.Location;
import io.thalweg.definitions.SourceText;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Finds where each character of a YAML scalar stands in the file, by walking the parsed value and
 * the file's text side by side.
 *
 * <p>Exact for the characters of every style of scalar, across escapes and folded lines. The line
 * breaks of plain, quoted and folded values are approximate: those that folding kept, and the space
 * that it made of one, stand behind the end of the line where they begin.
 */
public final class ScalarText {

  private final SourceFile source;
  private final String value;
  private final List<SourceText.Segment> segments = new ArrayList<>();

  /** Where in the file the walk is: a line of {@link SourceFile#lines} and a char in it, from 0. */
  private int line;

  private int at;

  private ScalarText(SourceFile source, String value) {
    this.source = source;
    this.value = value;
  }

  /** The value of a scalar of this file, with its places. */
  public static SourceText of(SourceFile source, ScalarNode node) {
    Mark start = node.getStartMark().orElseThrow();
    ScalarText walk = new ScalarText(source, node.getValue());
    walk.line = start.getLine();
    walk.at = walk.current().offsetByCodePoints(0, start.getColumn());
    walk.skipAnchorAndTag();
    ScalarStyle style = node.getScalarStyle();
    if (style == ScalarStyle.LITERAL) {
      walk.literal();
    } else if (style == ScalarStyle.FOLDED) {
      walk.folded();
    } else {
      walk.flow(style);
    }
    if (walk.segments.isEmpty()) {
      walk.place(0);
    }
    return new SourceText(walk.value, walk.segments);
  }

  private String current() {
    return line < source.lines().size() ? source.lines().get(line) : "";
  }

  private boolean inFile() {
    return line < source.lines().size();
  }

  private void nextLine() {
    line++;
    at = 0;
  }

  /** Notes that the value's char at an offset stands where the walk is. */
  private void place(int offset) {
    int shown = Math.min(line, source.lines().size() - 1);
    String text = source.lines().get(shown);
    int column = text.codePointCount(0, Math.min(at, text.length())) + 1;
    Location location = new Location(source.name(), shown + 1, column);
    if (!segments.isEmpty() && segments.get(segments.size() - 1).offset() == offset) {
      segments.remove(segments.size() - 1);
    }
    segments.add(new SourceText.Segment(offset, location));
  }

  /** An anchor or a tag before the value belongs to its node, as do comments behind those. */
  private void skipAnchorAndTag() {
    boolean skipped = false;
    while (inFile()) {
      String text = current();
      if (at >= text.length() || (skipped && text.charAt(at) == '#')) {
        nextLine();
      } else if (isBlank(text.charAt(at))) {
        at++;
      } else if (text.charAt(at) == '&' || text.charAt(at) == '!') {
        while (at < text.length() && !isBlank(text.charAt(at))) {
          at++;
        }
        skipped = true;
      } else {
        return;
      }
    }
  }

  private void literal() {
    nextLine();
    int empty = leading('\n', 0);
    int end = value.indexOf('\n', empty);
    String first = value.substring(empty, end < 0 ? value.length() : end);
    int indent = Math.max(0, lineAfter(empty).length() - first.length());
    for (int offset = 0; offset < value.length(); offset = value.indexOf('\n', offset) + 1) {
      at = indent;
      place(offset);
      nextLine();
      if (value.indexOf('\n', offset) < 0) {
        return;
      }
    }
  }

  private void folded() {
    nextLine();
    int empty = leading('\n', 0);
    String first = lineAfter(empty);
    int spaces = 0;
    while (spaces < first.length() && first.charAt(spaces) == ' ') {
      spaces++;
    }
    int indent = Math.max(0, spaces - leading(' ', empty));
    int offset = 0;
    for (; offset < empty; offset++) {
      place(offset);
      nextLine();
    }
    while (offset < value.length() && inFile()) {
      at = indent;
      int content = Math.max(0, current().length() - indent);
      if (content > 0) {
        place(offset);
        offset += content;
        // A space where the break is folded, one or more breaks where it is kept.
        offset += Math.max(1, leading('\n', offset));
      }
      nextLine();
    }
  }

  private void flow(ScalarStyle style) {
    boolean doubleQuoted = style == ScalarStyle.DOUBLE_QUOTED;
    boolean singleQuoted = style == ScalarStyle.SINGLE_QUOTED;
    if (doubleQuoted || singleQuoted) {
      at++;
    }
    int offset = 0;
    place(0);
    while (offset < value.length() && inFile()) {
      String text = current();
      if (restIsBlank()) {
        offset += Math.max(1, leading('\n', offset));
        skipToText();
        place(offset);
      } else if (doubleQuoted && text.charAt(at) == '\\') {
        place(offset);
        if (at == text.length() - 1) {
          nextLine();
          skipBlanks();
        } else {
          offset += Character.charCount(value.codePointAt(offset));
          at += escapeLength(text.charAt(at + 1));
        }
        place(offset);
      } else if (singleQuoted && text.charAt(at) == '\'') {
        offset++;
        at += 2;
        place(offset);
      } else {
        offset++;
        at++;
      }
    }
  }

  private static int escapeLength(char kind) {
    return switch (kind) {
      case 'x' -> 4;
      case 'u' -> 6;
      case 'U' -> 10;
      default -> 2;
    };
  }

  private boolean restIsBlank() {
    String text = current();
    for (int i = at; i < text.length(); i++) {
      if (!isBlank(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private void skipToText() {
    while (inFile() && restIsBlank()) {
      nextLine();
    }
    skipBlanks();
  }

  private void skipBlanks() {
    while (at < current().length() && isBlank(current().charAt(at))) {
      at++;
    }
  }

  private String lineAfter(int count) {
    int wanted = line + count;
    return wanted < source.lines().size() ? source.lines().get(wanted) : "";
  }

  /** How many of this character the value has from an offset on. */
  private int leading(char wanted, int from) {
    int count = 0;
    while (from + count < value.length() && value.charAt(from + count) == wanted) {
      count++;
    }
    return count;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
