package io.thalweg.app.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.thalweg.app.cli.RowFormat.ColumnName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code thalweg query}: asks a running platform. */
@Command(
    name = "query",
    description = "Ask a running platform: one SELECT over streams and tables.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  thalweg query \"SELECT machine, MAX(temperature) FROM telemetry GROUP BY machine\"",
      "  thalweg query --format csv \"SELECT * FROM minute_average\" > averages.csv",
      "  thalweg query - < question.sql",
      "",
      "Timestamps are UTC. An answer that breaks off ends with an error and exit code 1."
    })
final class QueryCommand implements Callable<Integer> {

  @Parameters(paramLabel = "SQL", description = "The SELECT; - reads it from the standard input.")
  private String sql;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table, json or csv (default: table).")
  private RowFormat format;

  @Mixin private ConnectionOptions connection;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PlatformClient platform = connection.connect();
    try (InputStream body = platform.post("/api/v1/query", Map.of("sql", text()));
        JsonParser json = PlatformClient.parser(body)) {
      print(json);
      return ExitCode.OK;
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FAILED,
          "the answer of the platform at %s broke off: %s"
              .formatted(platform.url(), e.getMessage()));
    }
  }

  private String text() {
    if (!sql.equals("-")) {
      return sql;
    }
    try {
      return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads {@code {"columns": […], "rows": [[…]…]}} and, where it failed midway, its error. */
  private void print(JsonParser json) throws IOException {
    RowFormat.RowWriter rows = null;
    int width = 0;
    json.nextToken();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "columns" -> {
          List<ColumnName> columns = columns(json);
          width = columns.size();
          rows = format.writer(spec.commandLine().getOut(), columns);
        }
        case "rows" -> {
          while (json.nextToken() == JsonToken.START_ARRAY) {
            rows.row(cells(json, width));
          }
        }
        case "error" -> {
          spec.commandLine().getOut().flush();
          throw ErrorAnswer.read(json)
              .toException()
              .orElseGet(() -> new CommandException(ExitCode.FAILED, "the query failed"));
        }
        default -> json.skipChildren();
      }
    }
    rows.end();
  }

  private static List<ColumnName> columns(JsonParser json) throws IOException {
    List<ColumnName> columns = new ArrayList<>();
    while (json.nextToken() == JsonToken.START_OBJECT) {
      String name = null;
      String type = null;
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        json.nextToken();
        switch (field) {
          case "name" -> name = json.getText();
          case "type" -> type = json.getText();
          default -> json.skipChildren();
        }
      }
      columns.add(new ColumnName(name, type));
    }
    return columns;
  }

  private static String[] cells(JsonParser json, int width) throws IOException {
    String[] cells = new String[width];
    for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
      cells[i] = PlatformClient.text(json);
    }
    return cells;
  }
}
