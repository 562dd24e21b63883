package io.thalweg.definitions.internal.document;

import static io.thalweg.definitions.internal.shape.Key.optional;
import static io.thalweg.definitions.internal.shape.Key.required;

import io.thalweg.definitions.Field;
import io.thalweg.definitions.ProblemCode;
import io.thalweg.definitions.SourceText;
import io.thalweg.definitions.Table;
import io.thalweg.definitions.internal.shape.Bound;
import io.thalweg.definitions.internal.shape.FlagShape;
import io.thalweg.definitions.internal.shape.Key;
import io.thalweg.definitions.internal.shape.ListShape;
import io.thalweg.definitions.internal.shape.Located;
import io.thalweg.definitions.internal.shape.MapShape;
import io.thalweg.definitions.internal.shape.MappingShape;
import io.thalweg.definitions.internal.shape.OneOrMoreShape;
import io.thalweg.definitions.internal.shape.ShortFormShape;
import io.thalweg.definitions.internal.shape.SqlShape;
import io.thalweg.definitions.internal.shape.TextShape;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A file {@code tables/NAME.yaml}. */
public final class TableDocument {

  /** The folder of tables, and of the files that they name. */
  private static final String FOLDER = "tables/";

  private static final int MAX_PATH = 200;

  private static final TextShape<Character> CHARACTER =
      new TextShape<>(
          "one ASCII character other than letters and digits, or tab",
          "tab|[ -/:-@\\[-`{-~]",
          3,
          ProblemCode.INVALID_VALUE,
          text -> text.equals("tab") ? '\t' : text.charAt(0));

  static final Key<String> TABLE =
      required("table", Names.DEFINITION, "The table's name, which is the file's too")
          .withExample("machines");

  static final Key<String> DESCRIPTION =
      optional("description", TextShape.ANY, "What it is, for people");

  static final Key<List<MapShape.Entry<Bound>>> FIELDS =
      required(
              "fields",
              new MapShape<>(
                  "field", Names.FIELD, StreamDocument.FIELD, "power: {type: double, unit: kW}"),
              "What a row holds: names, each with its type, in the order of the columns in SQL")
          .withExample("{machine: string, line: string, power: double}");

  static final Key<List<Located<String>>> KEY =
      required(
              "key",
              new OneOrMoreShape<>(new ListShape<>("field", Names.FIELD)),
              "The field that tells rows apart, or a list of several")
          .withExample("machine");

  static final Key<String> FILE =
      required(
              "file",
              new TextShape<>(
                      "a file's path below the folder of tables",
                      "(?:[A-Za-z0-9_][A-Za-z0-9_. -]*/)*[A-Za-z0-9_][A-Za-z0-9_. -]*",
                      MAX_PATH,
                      ProblemCode.INVALID_VALUE,
                      text -> text)
                  .withHelp(
                      "It is relative to the folder of this definition and stays inside of it.",
                      text -> Optional.of(text.replaceFirst("^(\\./)+", ""))),
              "The file, relative to the folder of this definition")
          .withExample("machines.csv");

  static final Key<Character> DELIMITER =
      optional("delimiter", CHARACTER, "The character between cells, or tab")
          .withDefault(',', ",")
          .withExample("\";\"");

  static final Key<Character> QUOTE =
      optional("quote", CHARACTER, "The character around cells")
          .withDefault('"', "\"")
          .withExample("\"'\"");

  static final Key<String> NULL_TEXT =
      optional(
              "null_text",
              TextShape.ANY,
              "A cell that holds just this, without quotes, is no value")
          .withDefault("", "")
          .withExample("\"-\"");

  static final Key<Bound> CSV =
      optional(
              "csv",
              new ShortFormShape<>(
                  new MappingShape("\"csv\"", FILE, DELIMITER, QUOTE, NULL_TEXT), FILE),
              "A CSV file of the project whose first row names the fields; read again when it changes")
          .withExample("machines.csv");

  static final Key<SourceText> QUERY =
      optional("query", SqlShape.SQL, "One SELECT over streams and tables that gives the rows")
          .withExample("SELECT machine, line FROM telemetry GROUP BY machine, line");

  static final Key<Duration> EVERY =
      optional("every", Durations.POSITIVE, "How long from one run of the query to the next")
          .withExample("1h");

  static final Key<Boolean> API =
      optional("api", FlagShape.FLAG, "Whether rows come over HTTP; so it is without csv and query")
          .withExample("true");

  /** The description that reading and the JSON Schema share. */
  public static final MappingShape SHAPE =
      new MappingShape("table", TABLE, DESCRIPTION, FIELDS, KEY, CSV, QUERY, EVERY, API);

  private TableDocument() {}

  /** The table that a document without problems holds. */
  static Table table(Bound document) {
    List<String> key = document.get(KEY).stream().map(Located::value).toList();
    List<Field> fields =
        document.get(FIELDS).stream()
            .map(
                entry ->
                    StreamDocument.field(
                        entry.name().value(),
                        entry.value().orElseThrow(),
                        key.contains(entry.name().value())))
            .toList();
    return new Table(
        document.get(TABLE),
        document.location(),
        document.value(DESCRIPTION),
        fields,
        key,
        source(document));
  }

  private static Table.Source source(Bound document) {
    return document
        .value(CSV)
        .<Table.Source>map(
            csv ->
                new Table.Csv(
                    FOLDER + csv.get(FILE), csv.get(DELIMITER), csv.get(QUOTE), csv.get(NULL_TEXT)))
        .or(() -> document.value(QUERY).map(sql -> new Table.Query(sql, document.get(EVERY))))
        .orElseGet(Table.Api::new);
  }
}
