package io.thalweg.sql.validate;

import io.thalweg.definitions.Suggestion;
import io.thalweg.sql.catalog.Catalog;
import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.catalog.Relation;
import io.thalweg.sql.parse.TableNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlNode;

/** What the names in a statement could have meant. */
final class Scope {

  /** Longer lists are not read. */
  private static final int MOST_NAMES = 40;

  private static final List<String> WINDOW = List.of("window_start", "window_end", "window_time");

  private final Catalog catalog;
  private final List<Relation> used;
  private final boolean windowed;

  Scope(SqlNode statement, Catalog catalog) {
    this.catalog = catalog;
    TableNames names = TableNames.of(statement);
    this.used =
        names.distinct().stream().sorted().flatMap(name -> find(catalog, name).stream()).toList();
    this.windowed = names.isWindowed();
  }

  private static Optional<Relation> find(Catalog catalog, String name) {
    return catalog.relations().stream()
        .filter(relation -> relation.name().equalsIgnoreCase(name))
        .findFirst();
  }

  /** The column that is most like a word. */
  Optional<String> columnLike(String word) {
    List<String> names = new ArrayList<>(windowed ? WINDOW : List.of());
    used.forEach(relation -> relation.columns().forEach(column -> names.add(column.name())));
    return Suggestion.of(word, names);
  }

  /** The columns that there are, one sentence for each relation. */
  String columns() {
    String all =
        used.stream()
            .map(
                relation ->
                    "%s has the columns %s."
                        .formatted(
                            describe(relation),
                            list(relation.columns().stream().map(Column::name).toList())))
            .collect(Collectors.joining(" "));
    if (all.isEmpty()) {
      return "FROM names no stream or table.";
    }
    return all + (windowed ? " The window adds window_start, window_end and window_time." : "");
  }

  /** The relation that is most like a word. */
  Optional<String> relationLike(String word) {
    return Suggestion.of(word, names());
  }

  /** The relations that there are, in a sentence. */
  String relations() {
    return names().isEmpty()
        ? "There are no streams or tables."
        : "There are " + list(names()) + ".";
  }

  private List<String> names() {
    return catalog.relations().stream()
        .sorted(Comparator.comparing(Relation::kind).thenComparing(Relation::name))
        .map(Relation::name)
        .toList();
  }

  private static String list(List<String> names) {
    return names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "))
        + (names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more" : "");
  }

  /** A relation's kind and name. */
  static String describe(Relation relation) {
    String kind = relation.kind() == Relation.Kind.STREAM ? "Stream" : "Table";
    return "%s \"%s\"".formatted(kind, relation.name());
  }
}
