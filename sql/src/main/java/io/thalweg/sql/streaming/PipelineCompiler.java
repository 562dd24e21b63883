package io.thalweg.sql.streaming;

import io.thalweg.definitions.Late;
import io.thalweg.definitions.Location;
import io.thalweg.definitions.Output;
import io.thalweg.definitions.Pipeline;
import io.thalweg.definitions.Problem;
import io.thalweg.definitions.SourceText;
import io.thalweg.definitions.Stream;
import io.thalweg.definitions.Suggestion;
import io.thalweg.sql.SqlCompiler;
import io.thalweg.sql.catalog.Catalog;
import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.catalog.Relation;
import io.thalweg.sql.plan.PlanNode;
import io.thalweg.sql.problem.InvalidSqlException;
import io.thalweg.sql.problem.SqlProblem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlNode;

/** Compiles one pipeline against what is known when its turn comes. */
final class PipelineCompiler {

  /** What events have for fields and tables for columns. */
  private static final String COLUMN_NAME = "[A-Za-z][A-Za-z0-9_]*";

  private final Pipeline pipeline;
  private final SourceText sql;
  private final Map<String, Stream> streams;
  private final Map<String, Relation> relations;

  PipelineCompiler(
      Pipeline pipeline, Map<String, Stream> streams, Map<String, Relation> relations) {
    this.pipeline = pipeline;
    this.sql = pipeline.sql();
    this.streams = streams;
    this.relations = relations;
  }

  /**
   * Compiles the pipeline's statement.
   *
   * @throws InvalidSqlException with every mistake that could be found
   */
  CompiledPipeline compile(SqlNode statement) {
    // before validation, which rewrites the tree
    StatementPlaces places = StatementPlaces.of(statement, pipeline);
    PlanNode query = query(PipelineSyntax.in(statement, sql));
    List<Stream> sources = sources(query, places);
    List<Problem> problems = columns(query, places);
    StreamingPlan plan = plan(query, sources, places, problems);
    if (pipeline.late() == Late.CORRECT) {
      Corrections.check(pipeline, plan, places);
    }
    List<CompiledPipeline.OutputTopic> topics = new ArrayList<>();
    for (Output output : pipeline.to()) {
      if (output instanceof Output.Topic topic) {
        Output.Topic keyed =
            plan.changes().isPresent() ? changelog(topic, plan) : keyed(topic, plan);
        topics.add(new CompiledPipeline.OutputTopic(topic, DerivedStream.of(keyed, plan)));
      }
    }
    return new CompiledPipeline(pipeline, plan, topics);
  }

  private PlanNode query(List<Problem> syntax) {
    List<Problem> problems = new ArrayList<>(syntax);
    try {
      PlanNode query = new SqlCompiler(new Catalog(relations.values())).compile(sql);
      refuse(problems);
      return query;
    } catch (InvalidSqlException e) {
      if (e.problems().equals(problems)) {
        throw e;
      }
      e.problems().stream().filter(problem -> !problems.contains(problem)).forEach(problems::add);
      throw new InvalidSqlException(problems);
    }
  }

  private static void refuse(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw new InvalidSqlException(problems);
    }
  }

  private StreamingPlan plan(
      PlanNode query, List<Stream> sources, StatementPlaces places, List<Problem> problems) {
    try {
      StreamingPlan plan = StreamingPlanner.plan(query, sources, places, pipeline);
      refuse(problems);
      return plan;
    } catch (InvalidSqlException e) {
      List<Problem> all = new ArrayList<>(e.problems());
      problems.stream().filter(problem -> !all.contains(problem)).forEach(all::add);
      throw new InvalidSqlException(all);
    }
  }

  private List<Stream> sources(PlanNode query, StatementPlaces places) {
    List<String> read = streams(query);
    if (read.isEmpty()) {
      throw new InvalidSqlException(
          SqlProblem.PIPELINE_WITHOUT_STREAM
              .at(places.statement(), "pipeline \"%s\" reads no stream".formatted(pipeline.name()))
              .withDetail(
                  streams.values().stream()
                      .map(Stream::name)
                      .collect(Collectors.joining(", ", "There are the streams ", ".")))
              .withHint("Read one of them in FROM."));
    }
    return read.stream().distinct().map(name -> streams.get(ProjectCompiler.key(name))).toList();
  }

  private static List<String> streams(PlanNode node) {
    if (node instanceof PlanNode.Scan scan) {
      return scan.relation().kind() == Relation.Kind.STREAM
          ? List.of(scan.relation().name())
          : List.of();
    }
    return node.inputs().stream().flatMap(input -> streams(input).stream()).toList();
  }

  /** The columns become fields of events and columns of tables. */
  private static List<Problem> columns(PlanNode query, StatementPlaces places) {
    List<Problem> problems = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < query.columns().size(); i++) {
      String name = query.columns().get(i).name();
      if (name.matches(SqlCompiler.UNNAMED)) {
        problems.add(
            SqlProblem.PIPELINE_COLUMN_NAME
                .at(places.column(i), "output column %d has no name".formatted(i + 1))
                .withHint("Add AS and a name behind it."));
      } else if (!name.matches(COLUMN_NAME)) {
        problems.add(
            SqlProblem.PIPELINE_COLUMN_NAME
                .at(places.column(i), "\"%s\" cannot be an output column's name".formatted(name))
                .withDetail("It begins with a letter and has letters, digits and underscores.")
                .withHint("Add AS and another name behind it."));
      } else if (!names.add(name.toLowerCase(Locale.ROOT))) {
        problems.add(
            SqlProblem.PIPELINE_DUPLICATE_COLUMN
                .at(places.column(i), "two output columns are called \"%s\"".formatted(name))
                .withHint("Add AS and another name behind one of them."));
      }
    }
    return problems;
  }

  /** The topic with its key as the column is written. */
  private Output.Topic keyed(Output.Topic topic, StreamingPlan plan) {
    if (topic.key().isEmpty()) {
      return topic;
    }
    String key = topic.key().get();
    List<String> names = plan.columns().stream().map(Column::name).toList();
    String found =
        names.stream()
            .filter(key::equalsIgnoreCase)
            .findFirst()
            .orElseThrow(() -> unknownKey(topic, key, names));
    return new Output.Topic(topic.name(), Optional.of(found), topic.partitions(), topic.location());
  }

  /** A topic whose records are told apart by what tells the rows apart. */
  private Output.Topic changelog(Output.Topic topic, StreamingPlan plan) {
    Location place = topic.location().orElse(pipeline.location());
    Optional<List<Integer>> key = plan.changes().orElseThrow().key();
    if (key.isEmpty()) {
      throw new InvalidSqlException(
          SqlProblem.PIPELINE_WITHOUT_KEY
              .at(
                  place,
                  "topic \"%s\" would be a changelog, but no output columns tell its rows apart"
                      .formatted(topic.name()))
              .withDetail(
                  "Groups are told apart by all the columns of GROUP BY, first rows by the columns"
                      + " of PARTITION BY and their ROW_NUMBER.")
              .withHint("Add them to SELECT, or put the rows into a table only."));
    }
    if (topic.key().isPresent()) {
      String columns =
          key.get().stream()
              .map(column -> plan.columns().get(column).name())
              .collect(Collectors.joining(", "));
      throw new InvalidSqlException(
          SqlProblem.PIPELINE_UNKNOWN_KEY
              .at(place, "the key of topic \"%s\" is not to be chosen".formatted(topic.name()))
              .withDetail(
                  "With emit: changes a topic is a changelog; its key is what tells the rows apart: %s."
                      .formatted(columns.isEmpty() ? "nothing, for there is one row" : columns))
              .withHint("Leave key out."));
    }
    return topic;
  }

  private InvalidSqlException unknownKey(Output.Topic topic, String key, List<String> names) {
    Problem problem =
        SqlProblem.PIPELINE_UNKNOWN_KEY
            .at(
                topic.location().orElse(pipeline.location()),
                "key \"%s\" of topic \"%s\" is no output column".formatted(key, topic.name()))
            .withDetail("The output columns are " + String.join(", ", names) + ".");
    return new InvalidSqlException(
        Suggestion.of(key, names)
            .map(name -> problem.withHint("Did you mean \"%s\"?".formatted(name)))
            .orElse(problem));
  }
}
