package io.thalweg.definitions.internal.document;

import io.thalweg.definitions.ProblemCode;
import io.thalweg.definitions.Table;
import io.thalweg.definitions.internal.shape.Bound;
import io.thalweg.definitions.internal.shape.Located;
import io.thalweg.definitions.internal.shape.MapShape;
import io.thalweg.definitions.internal.shape.Reading;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What must hold between the parts of a table; its SQL and its file are checked elsewhere. */
final class TableChecks {

  private static final Set<String> HISTORY_COLUMNS = Set.of(Table.VALID_FROM, Table.VALID_TO);

  private TableChecks() {}

  /** Reports what is wrong, and returns the table's name. */
  static List<TakenName> check(Bound table, Reading reading) {
    table
        .find(TableDocument.TABLE)
        .flatMap(name -> Names.reserved("table", name))
        .ifPresent(reading::report);
    source(table, reading);
    table.value(TableDocument.FIELDS).ifPresent(fields -> fields(table, fields, reading));
    return table
        .find(TableDocument.TABLE)
        .map(name -> List.of(new TakenName(TakenName.Kind.TABLE, name)))
        .orElse(List.of());
  }

  private static void fields(Bound table, List<MapShape.Entry<Bound>> fields, Reading reading) {
    FieldChecks checks = new FieldChecks("table", reading, fields);
    checks.differ();
    checks.single();
    for (MapShape.Entry<Bound> field : fields) {
      if (HISTORY_COLUMNS.contains(field.name().value().toLowerCase(Locale.ROOT))) {
        reading.report(
            ProblemCode.NAME_RESERVED
                .at(
                    field.name().location(),
                    "field \"%s\" has a reserved name".formatted(field.name().value()))
                .withDetail("The table's history has a column of this name.")
                .withHint("Choose another name."));
      }
    }
    Set<String> seen = new HashSet<>();
    for (Located<String> key : table.value(TableDocument.KEY).orElse(List.of())) {
      checks.named("key", key);
      if (!seen.add(key.value())) {
        reading.report(
            ProblemCode.CONTRADICTION
                .at(key.location(), "the key names field \"%s\" twice".formatted(key.value()))
                .withHint("Remove one of the two."));
      }
    }
  }

  private static void source(Bound table, Reading reading) {
    boolean query = table.find(TableDocument.QUERY).isPresent();
    boolean api = table.value(TableDocument.API).orElse(false);
    List<String> sources =
        Stream.of(
                table.find(TableDocument.CSV).map(csv -> "\"csv\""),
                table.find(TableDocument.QUERY).map(sql -> "\"query\""),
                table.find(TableDocument.API).filter(flag -> api).map(flag -> "\"api\""))
            .flatMap(Optional::stream)
            .toList();
    if (sources.size() > 1) {
      reading.report(
          ProblemCode.CONTRADICTION
              .at(
                  table.location(),
                  "the table has more than one source: " + String.join(" and ", sources))
              .withHint("Keep one of them."));
    }
    table
        .find(TableDocument.API)
        .filter(flag -> !flag.value() && sources.isEmpty())
        .ifPresent(
            flag ->
                reading.report(
                    ProblemCode.CONTRADICTION
                        .at(flag.location(), "the table has no source")
                        .withDetail("Without csv and query its rows come over HTTP.")
                        .withHint("Remove \"api: false\", or name a csv or a query.")));
    table
        .find(TableDocument.QUERY)
        .filter(sql -> table.find(TableDocument.EVERY).isEmpty())
        .ifPresent(
            sql ->
                reading.report(
                    ProblemCode.CONTRADICTION
                        .at(sql.location(), "key \"query\" needs the key \"every\" beside it")
                        .withHint("Add for example: every: 1h")));
    table
        .find(TableDocument.EVERY)
        .filter(every -> !query)
        .ifPresent(
            every ->
                reading.report(
                    ProblemCode.CONTRADICTION
                        .at(every.location(), "key \"every\" has no meaning without a query")
                        .withHint("Remove it; a CSV file is read again when it changes.")));
    table
        .value(TableDocument.CSV)
        .filter(csv -> csv.get(TableDocument.DELIMITER).equals(csv.get(TableDocument.QUOTE)))
        .ifPresent(
            csv ->
                reading.report(
                    ProblemCode.CONTRADICTION
                        .at(csv.location(), "delimiter and quote are the same character")
                        .withHint("Choose two.")));
  }
}
