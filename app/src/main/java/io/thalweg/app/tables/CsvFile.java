package io.thalweg.app.tables;

import io.thalweg.buffer.decode.Rejection;
import io.thalweg.buffer.table.RowDecoder;
import io.thalweg.buffer.table.TableRow;
import io.thalweg.connect.http.ApiException;
import io.thalweg.connect.http.events.CsvRows;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Location;
import io.thalweg.definitions.Problem;
import io.thalweg.definitions.Suggestion;
import io.thalweg.definitions.Table;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the CSV file of a reference table holds.
 *
 * @param rows those without mistakes
 * @param problems the first mistakes, each at its cell; where there is one, the rows are not to be
 *     used
 */
public record CsvFile(List<TableRow> rows, List<Problem> problems) {

  /** Of a wrong file, more say no more. */
  private static final int MAX_PROBLEMS = 10;

  private static final int MAX_BYTES = 32 << 20;

  public CsvFile {
    rows = List.copyOf(rows);
    problems = List.copyOf(problems);
  }

  /** The mistakes in the files of tables. */
  public static List<Problem> check(Path project, List<Table> tables) {
    return tables.stream()
        .filter(table -> table.source() instanceof Table.Csv)
        .flatMap(table -> read(project, table).problems().stream())
        .toList();
  }

  /**
   * Reads a table's file.
   *
   * @param table whose source is a file
   */
  public static CsvFile read(Path project, Table table) {
    Table.Csv csv = (Table.Csv) table.source();
    try {
      return new Reader(table, csv).read(bytes(project.resolve(csv.path())));
    } catch (IOException e) {
      return wrong(
          csv,
          "file \"%s\" of table \"%s\" cannot be read".formatted(csv.path(), table.name()),
          Files.exists(project.resolve(csv.path()))
              ? "See that it is a file that this user may read."
              : "It is not there: put it there, its first row with the names of the fields.");
    } catch (ApiException e) {
      return wrong(
          csv,
          "file \"%s\" of table \"%s\": %s"
              .formatted(csv.path(), table.name(), e.error().message()),
          e.error().hint());
    }
  }

  /** A message without the byte of the JSON, which only the platform has seen. */
  static String withoutPlace(String message) {
    return message.replaceFirst(" \\(byte \\d+\\)$", "");
  }

  private static byte[] bytes(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("no file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException("more than 32 MiB");
      }
      return bytes;
    }
  }

  private static CsvFile wrong(Table.Csv csv, String message, String hint) {
    Problem problem = new Problem(new Location(csv.path(), 1, 1), "TABLE_FILE", message);
    return new CsvFile(List.of(), List.of(hint == null ? problem : problem.withHint(hint)));
  }

  /** Reads one file once. */
  private static final class Reader {

    private final Table table;
    private final Table.Csv csv;
    private final RowDecoder decoder;
    private final List<TableRow> rows = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Long> keys = new HashMap<>();

    Reader(Table table, Table.Csv csv) {
      this.table = table;
      this.csv = csv;
      this.decoder = RowDecoder.ofRows(table);
    }

    CsvFile read(byte[] text) {
      CsvRows file = new CsvRows(text, csv.delimiter(), csv.quote(), csv.nullText(), table.rows());
      header(file);
      boolean isReadable = problems.isEmpty();
      while (isReadable && problems.size() < MAX_PROBLEMS && file.next()) {
        row(file);
      }
      return new CsvFile(rows, problems);
    }

    private void header(CsvRows file) {
      List<String> names = table.fields().stream().map(Field::name).toList();
      Set<String> seen = new HashSet<>();
      for (int i = 0; i < file.header().size(); i++) {
        String name = file.header().get(i);
        int column = file.headerColumns().get(i);
        if (!names.contains(name)) {
          report(
              1,
              column,
              "TABLE_HEADER",
              "column \"%s\" is no field of table \"%s\"".formatted(name, table.name()),
              Suggestion.of(name, names)
                  .map("Did you mean \"%s\"?"::formatted)
                  .orElse("The fields are " + String.join(", ", names) + "."));
        } else if (!seen.add(name)) {
          report(
              1,
              column,
              "TABLE_HEADER",
              "column \"%s\" stands there twice".formatted(name),
              "Remove one of the two.");
        }
      }
      for (Field field : table.fields()) {
        if (field.required() && !seen.contains(field.name())) {
          report(
              1,
              1,
              "TABLE_HEADER",
              "column \"%s\" is missing".formatted(field.name()),
              "Every row of table \"%s\" has it.".formatted(table.name()));
        }
      }
    }

    private void row(CsvRows file) {
      Optional<Rejection> wrong = file.rejection();
      if (wrong.isEmpty()) {
        byte[] json = file.json();
        wrong = decoder.decode(json, 0, json.length);
      }
      if (wrong.isPresent()) {
        int cell = wrong.get().code().equals("CSV_CELLS") ? 0 : cell(file, wrong.get().message());
        report(
            file.line(cell),
            file.column(cell),
            wrong.get().code(),
            withoutPlace(wrong.get().message()),
            wrong.get().hint());
        return;
      }
      TableRow row = decoder.row();
      Long before = keys.putIfAbsent(row.key(), file.line());
      if (before != null) {
        int cell = file.header().indexOf(table.key().get(0));
        report(
            file.line(cell),
            file.column(cell),
            "TABLE_KEY",
            "the key \"%s\" stands in line %d already".formatted(row.key(), before),
            "Keep one of the two rows.");
        return;
      }
      rows.add(row);
    }

    /** The cell of the field that a message names first; the first one where it names none. */
    private static int cell(CsvRows file, String message) {
      int first = 0;
      int at = message.length();
      for (int i = 0; i < file.header().size(); i++) {
        int found = message.indexOf('"' + file.header().get(i) + '"');
        if (found >= 0 && found < at) {
          first = i;
          at = found;
        }
      }
      return first;
    }

    private void report(long line, int column, String code, String message, String hint) {
      problems.add(
          new Problem(new Location(csv.path(), (int) line, column), code, message).withHint(hint));
    }
  }
}
