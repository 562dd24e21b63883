package io.thalweg.process.duckdb.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * One SELECT that is being put together, clause by clause in the order in which SQL computes them.
 * A clause that would come too late starts a new SELECT around this one.
 */
final class Select {

  /** The last clause that was written. */
  enum Stage {
    FROM,
    WHERE,
    GROUP,
    SELECT,
    ORDER
  }

  /** What stands for an output column: SQL over the FROM clause, and the name it gets. */
  record Item(String sql, String name, boolean plain) {}

  private final String from;
  private final List<Item> items;
  private final Stage stage;
  private final boolean joined;
  private final List<String> where;
  private final String groupBy;
  private final List<String> having;
  private final String tail;

  private Select(
      String from,
      List<Item> items,
      Stage stage,
      boolean joined,
      List<String> where,
      String groupBy,
      List<String> having,
      String tail) {
    this.from = from;
    this.items = List.copyOf(items);
    this.stage = stage;
    this.joined = joined;
    this.where = List.copyOf(where);
    this.groupBy = groupBy;
    this.having = List.copyOf(having);
    this.tail = tail;
  }

  /** A SELECT of everything in a FROM clause, which may be empty. */
  static Select from(String from, List<Item> items, boolean joined) {
    return new Select(from, items, Stage.FROM, joined, List.of(), "", List.of(), "");
  }

  Stage stage() {
    return stage;
  }

  /** Whether the FROM clause holds more than one source. */
  boolean joined() {
    return joined;
  }

  String fromClause() {
    return from;
  }

  List<Item> items() {
    return items;
  }

  /** What stands for each output column. */
  List<String> columns() {
    return items.stream().map(Item::sql).toList();
  }

  /** The same, each in parentheses where it is not one term. */
  List<String> terms() {
    return items.stream()
        .map(item -> Terms.isTerm(item.sql()) ? item.sql() : "(" + item.sql() + ")")
        .toList();
  }

  List<String> names() {
    return items.stream().map(Item::name).toList();
  }

  boolean isBefore(Stage other) {
    return stage.compareTo(other) < 0;
  }

  /** Other items over the same FROM clause, such as computed ones beside it. */
  Select withItems(List<Item> other) {
    return new Select(from, other, stage, joined, where, groupBy, having, tail);
  }

  Select where(String condition) {
    List<String> conditions = new ArrayList<>(stage == Stage.GROUP ? having : where);
    conditions.add(condition);
    return stage == Stage.GROUP
        ? new Select(from, items, stage, joined, where, groupBy, conditions, tail)
        : new Select(from, items, Stage.WHERE, joined, conditions, groupBy, having, tail);
  }

  Select group(String by, List<Item> result) {
    return new Select(from, result, Stage.GROUP, joined, where, by, having, tail);
  }

  Select project(List<Item> result) {
    return new Select(from, result, Stage.SELECT, joined, where, groupBy, having, tail);
  }

  Select order(String clauses) {
    return new Select(from, items, Stage.ORDER, joined, where, groupBy, having, clauses);
  }

  /** The text, lines separated by line breaks, without one at the end. */
  String text() {
    StringBuilder text = new StringBuilder("SELECT");
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      text.append(i == 0 ? "\n  " : ",\n  ").append(indent(item.sql()).strip());
      if (!item.plain() || !item.sql().endsWith("." + Identifiers.quote(item.name()))) {
        text.append(" AS ").append(Identifiers.quote(item.name()));
      }
    }
    if (!from.isEmpty()) {
      text.append("\nFROM ").append(from);
    }
    append(text, "\nWHERE ", where);
    if (!groupBy.isEmpty()) {
      text.append("\nGROUP BY ").append(groupBy);
    }
    append(text, "\nHAVING ", having);
    if (!tail.isEmpty()) {
      text.append('\n').append(tail);
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String word, List<String> conditions) {
    if (!conditions.isEmpty()) {
      text.append(word).append(String.join("\n  AND ", conditions));
    }
  }

  /** A text in parentheses as a source of another SELECT. */
  static String nested(String text) {
    return "(\n" + indent(text) + "\n)";
  }

  /** Two spaces before each line; a line break inside a literal cannot occur, see the writer. */
  static String indent(String text) {
    return "  " + text.replace("\n", "\n  ");
  }
}
