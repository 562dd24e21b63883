package io.thalweg.process.duckdb;

import io.thalweg.definitions.Field;
import io.thalweg.definitions.Output;
import io.thalweg.definitions.QualityRule;
import io.thalweg.definitions.SourceText;
import io.thalweg.definitions.Stream;
import io.thalweg.definitions.Table;
import io.thalweg.process.api.EngineChange;
import io.thalweg.process.api.EngineChange.Effect;
import io.thalweg.process.api.EngineChange.Kind;
import io.thalweg.process.api.EngineProject;
import io.thalweg.process.duckdb.pipeline.PipelineState;
import io.thalweg.process.duckdb.table.DuckDbTables;
import io.thalweg.sql.catalog.Relation;
import io.thalweg.sql.plan.PlanNode;
import io.thalweg.sql.streaming.CompiledPipeline;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What has to stop and to start so that a project runs instead of another. What means the same
 * before and after goes on undisturbed.
 */
final class EngineDiff {

  private final Map<String, Effect> streams = new TreeMap<>();
  private final Map<String, Effect> tables = new TreeMap<>();
  private final Map<String, Effect> pipelines = new LinkedHashMap<>();
  private final Set<String> endedTopics = new HashSet<>();

  /**
   * @param streams that are archived now
   * @param topics all that are read now, as they are decoded
   * @param tables that are served now
   * @param running the pipelines of now
   */
  EngineDiff(
      Set<String> streams,
      Map<String, Stream> topics,
      Map<String, Table> tables,
      Map<String, CompiledPipeline> running,
      EngineProject next) {
    Map<String, Stream> wanted = topics(next);
    for (Map.Entry<String, Stream> topic : topics.entrySet()) {
      Stream other = wanted.get(topic.getKey());
      if (other == null || !isReadAlike(topic.getValue(), other)) {
        endedTopics.add(topic.getKey());
      }
    }
    Set<String> named = next.streams().stream().map(Stream::name).collect(Collectors.toSet());
    for (String stream : streams) {
      if (!named.contains(stream)) {
        endedTopics.add(stream);
        this.streams.put(stream, Effect.REMOVED);
      } else if (endedTopics.contains(stream)) {
        this.streams.put(stream, Effect.CONTINUED);
      }
    }
    named.stream()
        .filter(stream -> !streams.contains(stream))
        .forEach(stream -> this.streams.put(stream, Effect.ADDED));
    compareTables(tables, next);
    comparePipelines(running, next);
  }

  private void compareTables(Map<String, Table> served, EngineProject next) {
    Set<String> named = new HashSet<>();
    for (Table table : next.tables()) {
      named.add(table.name());
      Table before = served.get(table.name());
      if (before == null) {
        tables.put(table.name(), Effect.ADDED);
      } else if (!DuckDbTables.areServedAlike(before, table)) {
        tables.put(table.name(), Effect.ANEW);
      } else if (!DuckDbTables.haveOneSource(before, table)) {
        tables.put(table.name(), Effect.CONTINUED);
      }
    }
    served.keySet().stream()
        .filter(table -> !named.contains(table))
        .forEach(table -> tables.put(table, Effect.REMOVED));
  }

  private void comparePipelines(Map<String, CompiledPipeline> running, EngineProject next) {
    Set<String> named = new HashSet<>();
    Set<String> newTables = new HashSet<>();
    tables.forEach(
        (table, effect) -> {
          if (effect == Effect.ADDED || effect == Effect.ANEW) {
            newTables.add(table);
            newTables.add(table + Table.HISTORY);
          }
        });
    for (CompiledPipeline pipeline : next.pipelines()) {
      named.add(pipeline.name());
      CompiledPipeline before = running.get(pipeline.name());
      Optional<Effect> effect = Optional.empty();
      if (before == null) {
        effect = Optional.of(Effect.ADDED);
      } else if (!PipelineState.definition(before).equals(PipelineState.definition(pipeline))) {
        effect = Optional.of(Effect.ANEW);
      } else if (scans(pipeline, Relation.Kind.STREAM).stream().anyMatch(endedTopics::contains)
          || scans(pipeline, Relation.Kind.TABLE).stream().anyMatch(newTables::contains)) {
        effect = Optional.of(Effect.CONTINUED);
      }
      effect.ifPresent(found -> pipelines.put(pipeline.name(), found));
      if (effect.filter(found -> found != Effect.CONTINUED).isPresent()) {
        newTables.addAll(tables(pipeline));
      }
    }
    running.keySet().stream()
        .filter(pipeline -> !named.contains(pipeline))
        .forEach(pipeline -> pipelines.put(pipeline, Effect.REMOVED));
  }

  /** Every topic that a project reads or lets be read, as it is decoded; no changelogs. */
  static Map<String, Stream> topics(EngineProject project) {
    Map<String, Stream> topics = new LinkedHashMap<>();
    project.streams().forEach(stream -> topics.put(stream.name(), stream));
    project.pipelines().stream()
        .flatMap(pipeline -> pipeline.plan().sources().stream())
        .forEach(stream -> topics.putIfAbsent(stream.name(), stream));
    project.pipelines().stream()
        .filter(pipeline -> pipeline.plan().changes().isEmpty())
        .flatMap(pipeline -> pipeline.topics().stream())
        .forEach(topic -> topics.put(topic.stream().name(), topic.stream()));
    return topics;
  }

  static List<String> tables(CompiledPipeline pipeline) {
    return pipeline.definition().to().stream()
        .filter(Output.Table.class::isInstance)
        .map(Output::name)
        .toList();
  }

  private static Set<String> scans(CompiledPipeline pipeline, Relation.Kind kind) {
    Set<String> names = new HashSet<>();
    List<PlanNode> open = new ArrayList<>(List.of(pipeline.plan().query()));
    while (!open.isEmpty()) {
      PlanNode node = open.remove(open.size() - 1);
      if (node instanceof PlanNode.Scan scan && scan.relation().kind() == kind) {
        names.add(scan.relation().name());
      }
      open.addAll(node.inputs());
    }
    return names;
  }

  /** Whether two definitions differ at most in what is said for people, and in where it stands. */
  private static boolean isReadAlike(Stream one, Stream other) {
    return bare(one).equals(bare(other));
  }

  private static Stream bare(Stream stream) {
    return new Stream(
        stream.name(),
        Optional.empty(),
        stream.fields().stream()
            .map(
                field ->
                    new Field(
                        field.name(),
                        field.type(),
                        field.required(),
                        Optional.empty(),
                        Optional.empty()))
            .toList(),
        stream.key(),
        stream.eventTime(),
        stream.partitions(),
        stream.unknownFields(),
        stream.retention(),
        stream.quality().stream()
            .map(
                rule ->
                    new QualityRule(
                        rule.name(),
                        SourceText.of(stream.name(), rule.check().text()),
                        rule.otherwise(),
                        Optional.empty()))
            .toList(),
        stream.id());
  }

  /** For people: what becomes of what, of that which is not left alone. */
  List<EngineChange> changes() {
    List<EngineChange> changes = new ArrayList<>();
    streams.forEach((name, effect) -> changes.add(new EngineChange(Kind.STREAM, name, effect)));
    tables.forEach((name, effect) -> changes.add(new EngineChange(Kind.TABLE, name, effect)));
    pipelines.forEach((name, effect) -> changes.add(new EngineChange(Kind.PIPELINE, name, effect)));
    return changes;
  }

  /** The topics whose readers end, perhaps to begin again. */
  Set<String> endedTopics() {
    return endedTopics;
  }

  /** The pipelines that stop, perhaps to start again. */
  List<String> endedPipelines() {
    return pipelines.entrySet().stream()
        .filter(pipeline -> pipeline.getValue() != Effect.ADDED)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The pipelines that begin without anything, also where one of their name has left something. */
  Set<String> fromTheBeginning() {
    Set<String> names = pipelines(Effect.ANEW);
    names.addAll(pipelines(Effect.ADDED));
    return names;
  }

  /** The pipelines with this effect. */
  Set<String> pipelines(Effect effect) {
    return pipelines.entrySet().stream()
        .filter(pipeline -> pipeline.getValue() == effect)
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(HashSet::new));
  }
}
