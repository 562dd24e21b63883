package io.thalweg.process.conformance;

import io.thalweg.definitions.Stream;
import io.thalweg.definitions.Table;
import io.thalweg.process.conformance.ConformanceCase.Input;
import io.thalweg.sql.streaming.CompiledPipeline;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The cases of one run as pipelines of one engine: each input is a stream or table of its own, so
 * that they do not meet; equal inputs are one. For one thread.
 */
final class Prepared {

  /** What distinguishes the stream of a query: it has no late rows. */
  private static final String FOR_QUERIES = "_q";

  private final ConformanceSuite suite;
  private final String prefix;
  private final Map<Input, String> names = new LinkedHashMap<>();
  private final Map<String, Stream> streams = new LinkedHashMap<>();
  private final Map<String, Table> tables = new LinkedHashMap<>();
  private final Map<String, CompiledPipeline> pipelines = new LinkedHashMap<>();
  private final Map<ConformanceCase, CompiledPipeline> ofCases = new LinkedHashMap<>();
  private final Map<ConformanceCase, String> problems = new LinkedHashMap<>();
  private final Set<String> closed = new LinkedHashSet<>();
  private final Set<String> byArrival = new LinkedHashSet<>();
  private final Set<String> archived = new LinkedHashSet<>();

  Prepared(ConformanceSuite suite, List<ConformanceCase> cases, String prefix) throws IOException {
    this.suite = suite;
    this.prefix = prefix;
    for (ConformanceCase test : cases) {
      for (Input input : test.inputs()) {
        names.computeIfAbsent(input, i -> i.name() + "_" + prefix + names.size());
      }
      prepare(test);
    }
  }

  private void prepare(ConformanceCase test) throws IOException {
    Workshop inputs = new Workshop();
    test.inputs().forEach(input -> add(inputs, input));
    inputs.streams().forEach(stream -> streams.put(stream.name(), stream));
    inputs.tables().forEach(table -> tables.put(table.name(), table));
    inputs.compile().pipelines().forEach(table -> pipelines.put(table.name(), table));
    if (test.inPipeline() instanceof Expected.Refused) {
      return;
    }
    String name = "p_" + prefix + ofCases.size();
    inputs.pipeline(name, test.options(), sql(test, ""), "t" + name);
    String wrong = inputs.problems();
    if (!wrong.isEmpty()) {
      problems.put(test, wrong);
      return;
    }
    CompiledPipeline compiled =
        inputs.compile().pipelines().stream()
            .filter(pipeline -> pipeline.name().equals(name))
            .findFirst()
            .orElseThrow();
    pipelines.put(name, compiled);
    ofCases.put(test, compiled);
    if (compiled.plan().hasLateRows()) {
      compiled.plan().sources().forEach(source -> closed.add(source.name()));
      if (compiled.plan().sources().stream().anyMatch(s -> s.processingTime().isPresent())) {
        byArrival.add(name);
      }
    }
    if (compiled.corrects()) {
      compiled.plan().sources().forEach(source -> archived.add(source.name()));
    }
  }

  private void add(Workshop workshop, Input input) {
    String definition = Optional.ofNullable(suite.streams().get(input.name())).orElseThrow();
    String name = names.get(input);
    workshop.input(definition, name, input.kind());
    if (input.isStream()) {
      workshop.stream(definition, name + FOR_QUERIES);
    }
  }

  /**
   * The statement of a case over the streams that queries read; where its pipeline corrects, over
   * those of the pipeline, with the late rows.
   */
  String query(ConformanceCase test) {
    return sql(
        test, pipeline(test).filter(CompiledPipeline::corrects).isPresent() ? "" : FOR_QUERIES);
  }

  private String sql(ConformanceCase test, String ending) {
    String sql = test.sql();
    for (Input input : test.inputs()) {
      String name = names.get(input) + (input.isStream() ? ending : "");
      sql = sql.replaceAll("\\b" + input.name() + "\\b", name);
    }
    return sql;
  }

  /** All that an engine runs. */
  List<CompiledPipeline> pipelines() {
    return new ArrayList<>(pipelines.values());
  }

  /**
   * The pipeline of a case that is not to be refused; empty where it was, with {@link #problem}.
   */
  Optional<CompiledPipeline> pipeline(ConformanceCase test) {
    return Optional.ofNullable(ofCases.get(test));
  }

  /** What is wrong with a case that is not to be refused. */
  String problem(ConformanceCase test) {
    return problems.getOrDefault(test, "");
  }

  /** Every stream with a topic. */
  List<Stream> streams() {
    return new ArrayList<>(streams.values());
  }

  /** The streams that queries read. */
  List<Stream> queried() {
    return streams.values().stream().filter(stream -> stream.name().endsWith(FOR_QUERIES)).toList();
  }

  /** The streams whose windows are computed again. */
  List<Stream> archived() {
    return archived.stream().map(streams::get).toList();
  }

  /** The pipelines that do so. */
  List<String> correcting() {
    return pipelines.values().stream()
        .filter(CompiledPipeline::corrects)
        .map(CompiledPipeline::name)
        .toList();
  }

  /** The inputs, each once. */
  Set<Input> inputs() {
    return names.keySet();
  }

  /** The stream that carries the rows of an input to pipelines. */
  Stream stream(Input input) {
    return streams.get(names.get(input) + (input.isStream() ? "" : "_in"));
  }

  /** The reference table of an input. */
  Table table(Input input) {
    return tables.get(names.get(input));
  }

  /** The reference tables. */
  List<Table> tables() {
    return new ArrayList<>(tables.values());
  }

  /** The stream that carries them to queries. */
  Stream queried(Input input) {
    return streams.get(names.get(input) + FOR_QUERIES);
  }

  /** The streams of which some pipeline waits for time to pass. */
  List<Stream> closed() {
    return closed.stream().map(streams::get).toList();
  }

  /** The pipelines for which time passes by itself, as that of one of their streams does. */
  Set<String> byArrival() {
    return byArrival;
  }
}
