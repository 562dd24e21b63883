package io.thalweg.process.conformance;

import io.thalweg.definitions.Location;
import io.thalweg.definitions.Problem;
import io.thalweg.definitions.Stream;
import io.thalweg.definitions.Table;
import io.thalweg.definitions.project.ProjectReader;
import io.thalweg.definitions.project.ReadResult;
import io.thalweg.process.conformance.ConformanceCase.Kind;
import io.thalweg.sql.streaming.CompiledProject;
import io.thalweg.sql.streaming.ProjectCompiler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A project in the making, as a user would write it. For one thread. */
final class Workshop {

  /** Lines before the options of a pipeline. */
  private static final int OPTIONS = 1;

  private final Map<String, Optional<byte[]>> files = new LinkedHashMap<>();
  private int sqlLine;

  Workshop() {
    file("thalweg.yaml", "name: conformance\n");
  }

  /** Adds a stream under another name than its definition's. */
  Workshop stream(String definition, String name) {
    return file(
        "streams/" + name + ".yaml", definition.replaceFirst("stream: *\\w+", "stream: " + name));
  }

  /**
   * Adds an input under another name than its definition's; a table that a pipeline writes comes
   * from a stream with {@code _in} behind its name.
   */
  Workshop input(String definition, String name, Kind kind) {
    return switch (kind) {
      case STREAM -> stream(definition, name);
      case TABLE ->
          stream(definition, name + "_in")
              .pipeline("w_" + name, "", "SELECT * FROM " + name + "_in", name);
      case REFERENCE_TABLE ->
          file(
              "tables/" + name + ".yaml",
              definition.replaceFirst("table: *\\w+", "table: " + name));
    };
  }

  /** What a definition is meant for: one without a time is a table's. */
  static Kind kind(String definition) {
    if (definition.startsWith("table:")) {
      return Kind.REFERENCE_TABLE;
    }
    return definition.contains("_time:") ? Kind.STREAM : Kind.TABLE;
  }

  /** Adds a pipeline that writes a table. */
  Workshop pipeline(String name, String options, String sql, String table) {
    String head =
        "pipeline: " + name + "\n" + (options.isEmpty() ? "" : options + "\n") + "sql: |\n";
    sqlLine = (int) head.lines().count();
    return file(
        "pipelines/" + name + ".yaml", head + sql.indent(2) + "to:\n  - table: " + table + "\n");
  }

  private Workshop file(String name, String text) {
    files.put(name, Optional.of(text.getBytes(StandardCharsets.UTF_8)));
    return this;
  }

  /** The streams that were added. */
  List<Stream> streams() throws IOException {
    return read().streams();
  }

  /** The reference tables that were added. */
  List<Table> tables() throws IOException {
    return read().tables();
  }

  /** What is wrong with the project, as cases write it; empty if nothing is. */
  String problems() throws IOException {
    ReadResult read = read();
    return text(
        read.project()
            .map(project -> ProjectCompiler.compile(project).problems())
            .orElse(read.problems()),
        sqlLine,
        2);
  }

  /**
   * @throws IllegalArgumentException when something is wrong with it
   */
  CompiledProject compile() throws IOException {
    ReadResult read = read();
    CompiledProject compiled = read.project().map(ProjectCompiler::compile).orElse(null);
    if (compiled == null || !compiled.problems().isEmpty()) {
      throw new IllegalArgumentException(problems());
    }
    return compiled;
  }

  private ReadResult read() throws IOException {
    Path folder = Files.createTempDirectory("conformance");
    try {
      return ProjectReader.read(folder, files);
    } finally {
      Files.delete(folder);
    }
  }

  /**
   * Problems as cases write them: at a place of the statement, or of the keys before it.
   *
   * @param line lines before the statement
   * @param column columns before each of its lines
   */
  static String text(List<Problem> problems, int line, int column) {
    return problems.stream()
        .map(
            problem ->
                "%s %s %s"
                        .formatted(
                            place(problem.location(), line, column),
                            problem.code(),
                            problem.message())
                    + problem.detail().map(text -> "\n  " + text).orElse("")
                    + problem.hint().map(text -> "\n  Hint: " + text).orElse(""))
        .collect(Collectors.joining("\n"));
  }

  private static String place(Location location, int line, int column) {
    return location.line() <= line
        ? "yaml:" + (location.line() - OPTIONS) + ":" + location.column()
        : (location.line() - line) + ":" + (location.column() - column);
  }
}
