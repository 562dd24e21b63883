package io.thalweg.definitions.internal.document;

import io.thalweg.definitions.Dashboard;
import io.thalweg.definitions.Location;
import io.thalweg.definitions.Pipeline;
import io.thalweg.definitions.Problem;
import io.thalweg.definitions.ProblemCode;
import io.thalweg.definitions.Settings;
import io.thalweg.definitions.Stream;
import io.thalweg.definitions.Table;
import io.thalweg.definitions.internal.shape.Bound;
import io.thalweg.definitions.internal.shape.Key;
import io.thalweg.definitions.internal.shape.Located;
import io.thalweg.definitions.internal.shape.MappingShape;
import io.thalweg.definitions.internal.shape.Pairs;
import io.thalweg.definitions.internal.shape.Reading;
import io.thalweg.definitions.internal.yaml.SourceFile;
import io.thalweg.definitions.internal.yaml.YamlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * What came of reading one file.
 *
 * @param name of the file, relative to the project's folder
 * @param definition empty if there is any problem
 * @param partial what could be read in spite of problems, where that is of use to other checks
 * @param names the streams, tables and topics that it makes, as far as they could be read
 * @param problems in no order
 */
public record DefinitionFile<T>(
    String name,
    Optional<T> definition,
    Optional<T> partial,
    List<TakenName> names,
    List<Problem> problems) {

  private static final List<String> KINDS = List.of("stream", "table", "pipeline", "dashboard");

  private static final Pattern OUTPUT_NAME =
      Pattern.compile("\\b(?:table|topic)[\"']?\\s*:\\s*[\"']?([\\w.-]+)");

  public DefinitionFile {
    names = List.copyOf(names);
    problems = List.copyOf(problems);
  }

  /** Reads {@code thalweg.yaml}. */
  public static DefinitionFile<Settings> settings(ProjectTree tree, String name) {
    return read(
        tree,
        name,
        SettingsDocument.SHAPE,
        (document, reading) -> {
          SettingsDocument.check(document, reading);
          return List.of();
        },
        SettingsDocument::settings,
        partial -> Optional.empty());
  }

  /** Reads a stream. */
  public static DefinitionFile<Stream> stream(ProjectTree tree, String name) {
    return read(
        tree,
        name,
        StreamDocument.SHAPE,
        (document, reading) -> {
          checkFileName("stream", StreamDocument.STREAM, document, reading);
          StreamChecks.check(document, reading);
          return document
              .find(StreamDocument.STREAM)
              .map(stream -> List.of(new TakenName(TakenName.Kind.STREAM, stream)))
              .orElse(List.of());
        },
        StreamDocument::stream,
        partial -> Optional.empty());
  }

  /** Reads a table. */
  public static DefinitionFile<Table> table(ProjectTree tree, String name) {
    return read(
        tree,
        name,
        TableDocument.SHAPE,
        (document, reading) -> {
          checkFileName("table", TableDocument.TABLE, document, reading);
          return TableChecks.check(document, reading);
        },
        TableDocument::table,
        partial -> Optional.empty());
  }

  /** Reads a pipeline. */
  public static DefinitionFile<Pipeline> pipeline(ProjectTree tree, String name) {
    return read(
        tree,
        name,
        PipelineDocument.SHAPE,
        (document, reading) -> {
          checkFileName("pipeline", PipelineDocument.PIPELINE, document, reading);
          return PipelineChecks.check(document, reading);
        },
        PipelineDocument::pipeline,
        PipelineDocument::partly);
  }

  /** Reads a dashboard. */
  public static DefinitionFile<Dashboard> dashboard(ProjectTree tree, String name) {
    return read(
        tree,
        name,
        DashboardDocument.SHAPE,
        (document, reading) -> {
          checkFileName("dashboard", DashboardDocument.DASHBOARD, document, reading);
          DashboardChecks.check(document, reading);
          return List.of();
        },
        document -> DashboardDocument.dashboard(document).orElseThrow(),
        DashboardDocument::dashboard);
  }

  private interface Checks {
    /** Checks a document and tells which names it makes. */
    List<TakenName> check(Bound document, Reading reading);
  }

  private static <T> DefinitionFile<T> read(
      ProjectTree tree,
      String name,
      MappingShape shape,
      Checks checks,
      Function<Bound, T> definition,
      Function<Bound, Optional<T>> partly) {
    List<Problem> problems = new ArrayList<>();
    List<TakenName> names = new ArrayList<>();
    Optional<SourceFile> source = tree.read(name, problems::add);
    Optional<Node> node = source.flatMap(text -> YamlText.parse(text, problems::add));
    Optional<T> result = Optional.empty();
    Optional<T> partial = Optional.empty();
    if (node.isPresent()) {
      Reading reading = new Reading(source.get());
      Optional<Problem> stranger = stranger(shape, node.get(), reading);
      stranger.ifPresent(reading::report);
      Optional<Bound> document =
          stranger.isPresent() ? Optional.empty() : shape.read(node.get(), reading);
      document.ifPresent(bound -> names.addAll(checks.check(bound, reading)));
      result = document.filter(d -> reading.problems().isEmpty()).map(definition);
      partial = result.or(() -> document.flatMap(partly));
      problems.addAll(reading.problems());
    }
    if (!problems.isEmpty() && shape != DashboardDocument.SHAPE) {
      names.addAll(guess(name, source.map(SourceFile::text).orElse("")));
    }
    return new DefinitionFile<>(name, result, partial, names, problems);
  }

  /**
   * Names that a file with problems may mean to make: its own, if it is a stream, and whatever is
   * written like an output. One too many costs a complaint that would have been right.
   */
  private static List<TakenName> guess(String name, String text) {
    Location start = new Location(name, 1, 1);
    List<TakenName> names = new ArrayList<>();
    names.add(new TakenName(TakenName.Kind.GUESSED, new Located<>(stem(name), start)));
    Matcher matcher = OUTPUT_NAME.matcher(text);
    while (matcher.find()) {
      names.add(new TakenName(TakenName.Kind.GUESSED, new Located<>(matcher.group(1), start)));
    }
    return names;
  }

  /** The problem of a stream among the pipelines, a pipeline among the streams, and so on. */
  private static Optional<Problem> stranger(MappingShape shape, Node node, Reading reading) {
    String own = shape.keys().get(0).name();
    List<ScalarNode> keys = Pairs.keys(node);
    if (keys.stream().anyMatch(key -> key.getValue().equals(own))) {
      return Optional.empty();
    }
    return keys.stream()
        .filter(key -> KINDS.contains(key.getValue()))
        .findFirst()
        .map(
            key ->
                ProblemCode.MISPLACED_FILE
                    .at(
                        reading.at(key),
                        "a " + key.getValue() + " is not read from " + reading.source().name())
                    .withHint("Move the file into the folder \"" + key.getValue() + "s\"."));
  }

  private static void checkFileName(String kind, Key<String> key, Bound document, Reading reading) {
    String file = reading.source().name().replaceFirst(".*/", "");
    String stem = stem(reading.source().name());
    document
        .find(key)
        .filter(name -> !name.value().equals(stem))
        .ifPresent(
            name ->
                reading.report(
                    ProblemCode.NAME_DIFFERS_FROM_FILE
                        .at(
                            name.location(),
                            "%s \"%s\" stands in a file of another name, \"%s\""
                                .formatted(kind, name.value(), file))
                        .withHint(
                            "Rename the file to \""
                                + name.value()
                                + ".yaml\", or give the "
                                + kind
                                + " its name.")));
  }

  private static String stem(String name) {
    return name.replaceFirst(".*/", "").replaceFirst("(?i)\\.ya?ml$", "");
  }
}
