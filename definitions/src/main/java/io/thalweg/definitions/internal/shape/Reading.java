package io.thalweg.definitions.internal.shape;

import io.thalweg.definitions.Location;
import io.thalweg.definitions.Problem;
import io.thalweg.definitions.ProblemCode;
import io.thalweg.definitions.internal.yaml.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** The reading of one file: its source and what was found wrong so far. For one thread. */
public final class Reading {

  private final SourceFile source;
  private final List<Problem> problems = new ArrayList<>();

  public Reading(SourceFile source) {
    this.source = source;
  }

  public SourceFile source() {
    return source;
  }

  public List<Problem> problems() {
    return problems;
  }

  public void report(Problem problem) {
    problems.add(problem);
  }

  /** Where a node begins. */
  public Location at(Node node) {
    return node.getStartMark()
        .map(mark -> new Location(source.name(), mark.getLine() + 1, mark.getColumn() + 1))
        .orElseGet(() -> new Location(source.name(), 1, 1));
  }

  /**
   * A scalar with one of these tags; reports any other node.
   *
   * @param noun what is wanted instead, with its article
   */
  Optional<ScalarNode> scalar(Node node, String noun, Slot slot, Tag... tags) {
    if (node instanceof ScalarNode scalar && List.of(tags).contains(node.getTag())) {
      return Optional.of(scalar);
    }
    wrongType(node, noun, slot);
    return Optional.empty();
  }

  void wrongType(Node node, String noun, Slot slot) {
    Problem problem =
        ProblemCode.WRONG_TYPE.at(
            at(node), slot.name() + " must be " + noun + ", not " + describe(node));
    report(slot.hint().map(problem::withHint).orElse(problem));
  }

  static boolean isNull(Node node) {
    return node.getTag().equals(Tag.NULL);
  }

  /** What a node is, in words: {@code the number 12}. */
  static String describe(Node node) {
    if (node instanceof MappingNode) {
      return "a mapping";
    }
    if (node instanceof SequenceNode) {
      return "a list";
    }
    String value = ((ScalarNode) node).getValue();
    Tag tag = node.getTag();
    if (tag.equals(Tag.STR)) {
      return "text " + quote(value);
    }
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      return "the number " + (value.endsWith(".") ? quote(value) : shorten(value));
    }
    if (tag.equals(Tag.BOOL)) {
      return shorten(value);
    }
    if (tag.equals(Tag.NULL)) {
      return "nothing";
    }
    return "a value with the tag " + shorten(tag.getValue());
  }

  /** User text for a message: in quotes, on one line, not too long. */
  public static String quote(String text) {
    return '"' + shorten(text) + '"';
  }

  private static String shorten(String text) {
    String line = text.replaceAll("\\s+", " ");
    int count = line.codePointCount(0, line.length());
    return count <= 60 ? line : line.substring(0, line.offsetByCodePoints(0, 57)) + "...";
  }
}
