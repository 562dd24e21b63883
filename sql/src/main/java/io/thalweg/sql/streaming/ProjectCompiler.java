package io.thalweg.sql.streaming;

import io.thalweg.definitions.Location;
import io.thalweg.definitions.Output;
import io.thalweg.definitions.Pipeline;
import io.thalweg.definitions.Problem;
import io.thalweg.definitions.Project;
import io.thalweg.definitions.Stream;
import io.thalweg.definitions.Table;
import io.thalweg.sql.catalog.Catalog;
import io.thalweg.sql.catalog.Relation;
import io.thalweg.sql.parse.StatementParser;
import io.thalweg.sql.parse.TableNames;
import io.thalweg.sql.problem.InvalidSqlException;
import io.thalweg.sql.problem.SqlProblem;
import io.thalweg.sql.validate.Positions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.SqlNode;

/** Compiles the pipelines of a project, each after those whose outputs it reads. */
public final class ProjectCompiler {

  private final Map<String, Stream> streams = new LinkedHashMap<>();
  private final Map<String, Relation> relations = new LinkedHashMap<>();
  private final Map<String, Pipeline> writers = new LinkedHashMap<>();
  private final List<CompiledPipeline> compiled = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Set<String> changelogs = new HashSet<>();
  private final Set<String> done = new HashSet<>();
  private final Set<String> failed = new HashSet<>();

  private ProjectCompiler() {}

  /** Compiles every pipeline; mistakes are in the result, not thrown. */
  public static CompiledProject compile(Project project) {
    return new ProjectCompiler().run(project);
  }

  private CompiledProject run(Project project) {
    project.streams().forEach(this::add);
    for (Table table : project.tables()) {
      relations.put(key(table.name()), Relation.of(table));
      relations.put(key(table.history()), Relation.historyOf(table));
    }
    for (Pipeline pipeline : project.pipelines()) {
      pipeline.to().forEach(output -> claim(pipeline, output));
    }
    project.pipelines().forEach(pipeline -> visit(pipeline, new LinkedHashSet<>()));
    return new CompiledProject(new Catalog(relations.values()), compiled, problems);
  }

  private void add(Stream stream) {
    streams.put(key(stream.name()), stream);
    relations.put(key(stream.name()), Relation.of(stream));
  }

  /** Whoever reads definitions from files has said already that a name is taken. */
  private void claim(Pipeline pipeline, Output output) {
    Pipeline other = writers.putIfAbsent(key(output.name()), pipeline);
    boolean taken = other != null || streams.containsKey(key(output.name()));
    if (taken && output.location().isEmpty()) {
      problems.add(
          SqlProblem.PIPELINE_OUTPUT_TAKEN
              .at(
                  pipeline.location(),
                  other == null
                      ? "output \"%s\" has the name of a stream".formatted(output.name())
                      : "output \"%s\" is written by pipeline \"%s\" already"
                          .formatted(output.name(), other.name()))
              .withHint("Give one of them another name."));
    }
  }

  /**
   * Depth first, so that what a pipeline reads is known before it is compiled. One that reads what
   * a wrong pipeline should write is left out: its mistakes cannot be known.
   */
  private void visit(Pipeline pipeline, Set<String> path) {
    if (!done.add(pipeline.name())) {
      return;
    }
    path.add(pipeline.name());
    try {
      SqlNode statement = StatementParser.parse(pipeline.sql());
      if (compileWhatItReads(pipeline, statement, path)) {
        var result = new PipelineCompiler(pipeline, streams, relations).compile(statement);
        publish(result);
      } else {
        failed.add(pipeline.name());
      }
    } catch (InvalidSqlException e) {
      failed.add(pipeline.name());
      problems.addAll(e.problems());
    } finally {
      path.remove(pipeline.name());
    }
  }

  private boolean compileWhatItReads(Pipeline pipeline, SqlNode statement, Set<String> path) {
    boolean complete = true;
    for (TableNames.Occurrence read : TableNames.of(statement).occurrences()) {
      Pipeline writer = streams.containsKey(read.name()) ? null : writers.get(read.name());
      if (writer != null) {
        if (path.contains(writer.name())) {
          throw cycle(Positions.locate(pipeline.sql(), read.position()), read.name(), path, writer);
        }
        visit(writer, path);
        if (changelogs.contains(read.name())) {
          throw changelog(Positions.locate(pipeline.sql(), read.position()), read.name(), writer);
        }
        complete &= !failed.contains(writer.name());
      }
    }
    return complete;
  }

  private void publish(CompiledPipeline pipeline) {
    for (CompiledPipeline.OutputTopic topic : pipeline.topics()) {
      if (pipeline.plan().changes().isPresent()) {
        changelogs.add(key(topic.stream().name()));
      } else {
        add(topic.stream());
      }
    }
    for (Output output : pipeline.definition().to()) {
      if (output instanceof Output.Table && !streams.containsKey(key(output.name()))) {
        relations.put(key(output.name()), Relation.table(output.name(), pipeline.plan().columns()));
      }
    }
    compiled.add(pipeline);
  }

  private static InvalidSqlException changelog(Location location, String name, Pipeline writer) {
    Optional<String> table =
        writer.to().stream().filter(Output.Table.class::isInstance).map(Output::name).findFirst();
    return new InvalidSqlException(
        SqlProblem.PIPELINE_READS_CHANGES
            .at(location, "topic \"%s\" is a changelog, not a stream of rows".formatted(name))
            .withDetail(
                "Pipeline %s has emit: changes: its rows are replaced and removed later."
                    .formatted(writer.name()))
            .withHint(
                table
                    .map(
                        other -> "JOIN its table \"%s\", or leave emit out there.".formatted(other))
                    .orElse("Leave emit out there, or let it write a table and JOIN that.")));
  }

  private static InvalidSqlException cycle(
      Location location, String name, Set<String> path, Pipeline writer) {
    List<String> circle = new ArrayList<>(path);
    circle = circle.subList(circle.indexOf(writer.name()), circle.size());
    return new InvalidSqlException(
        SqlProblem.PIPELINE_CYCLE
            .at(location, "\"%s\" is made from what this pipeline puts out".formatted(name))
            .withDetail(
                circle.size() == 1
                    ? "Pipeline %s reads its own output.".formatted(writer.name())
                    : "The pipelines %s → %s read each other's outputs."
                        .formatted(String.join(" → ", circle), circle.get(0)))
            .withHint("Let one of them read a stream that none of them writes."));
  }

  static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
