package io.thalweg.app.server.project;

import io.swagger.v3.oas.annotations.media.Schema;
import io.thalweg.app.project.CheckedProject;
import io.thalweg.definitions.Output;
import io.thalweg.process.api.EngineChange;
import io.thalweg.sql.dashboard.CompiledDashboard;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What comes of a change to the project, for one of the things it defines. */
@Schema(name = "ProjectEffect")
public record ProjectEffect(
    @Schema(description = "stream, table, pipeline, dashboard or settings", example = "pipeline")
        String kind,
    @Schema(example = "minute_average") String name,
    @Schema(
            description = "added, removed, continued, anew, changed or next-start",
            example = "anew")
        String effect,
    @Schema(
            description = "What happens, in whole sentences",
            example =
                "Pipeline minute_average starts anew: its open windows and table minute_average are"
                    + " dropped and computed again from what the log still holds.")
        String text) {

  static ProjectEffect of(EngineChange change, CheckedProject now, CheckedProject next) {
    String effect = change.effect().name().toLowerCase(Locale.ROOT);
    String text =
        switch (change.kind()) {
          case STREAM -> stream(change);
          case TABLE -> table(change);
          case PIPELINE -> pipeline(change, now, next);
        };
    return new ProjectEffect(
        change.kind().name().toLowerCase(Locale.ROOT), change.name(), effect, text);
  }

  private static String stream(EngineChange change) {
    return switch (change.effect()) {
      case ADDED -> "Stream %s takes events at once.".formatted(change.name());
      case REMOVED ->
          ("Stream %s takes no events any more. What its log and its archive hold stays, and is there"
                  + " again when the stream is.")
              .formatted(change.name());
      case CONTINUED, ANEW ->
          "Stream %s goes on with its new definition; what reads it stops for a moment."
              .formatted(change.name());
    };
  }

  private static String table(EngineChange change) {
    String name = change.name();
    return switch (change.effect()) {
      case ADDED -> "Table %s is there at once, with the rows that its log holds.".formatted(name);
      case REMOVED ->
          ("Table %s is gone for queries and pipelines. What its log holds stays, and is there again"
                  + " when the table is.")
              .formatted(name);
      case CONTINUED ->
          "Table %s keeps its rows and takes others from its new source.".formatted(name);
      case ANEW ->
          ("Table %s is made again from its log with its new fields; what reads it stops for a moment,"
                  + " and its history goes back as far as the log.")
              .formatted(name);
    };
  }

  private static String pipeline(EngineChange change, CheckedProject now, CheckedProject next) {
    String name = change.name();
    return switch (change.effect()) {
      case ADDED ->
          "Pipeline %s starts, and computes from the beginning of what the log still holds."
              .formatted(name);
      case REMOVED ->
          "Pipeline %s ends: its open windows%s are dropped.%s"
              .formatted(name, and(outputs(now, name, true)), topics(now, name, ""));
      case CONTINUED -> "Pipeline %s stops for a moment and goes on where it was.".formatted(name);
      case ANEW ->
          ("Pipeline %s starts anew: its open windows%s are dropped and computed again from what the"
                  + " log still holds.%s")
              .formatted(
                  name,
                  and(outputs(now, name, true)),
                  topics(next, name, ", and its results follow there once more"));
    };
  }

  private static String and(List<String> tables) {
    return tables.isEmpty()
        ? ""
        : " and %s %s"
            .formatted(tables.size() == 1 ? "table" : "tables", String.join(", ", tables));
  }

  private static String topics(CheckedProject project, String pipeline, String more) {
    List<String> topics = outputs(project, pipeline, false);
    return topics.isEmpty()
        ? ""
        : " What it has written to %s %s stays%s."
            .formatted(topics.size() == 1 ? "topic" : "topics", String.join(", ", topics), more);
  }

  private static List<String> outputs(CheckedProject project, String pipeline, boolean tables) {
    return project.pipeline(pipeline).stream()
        .flatMap(found -> found.definition().to().stream())
        .filter(output -> output instanceof Output.Table == tables)
        .map(Output::name)
        .toList();
  }

  static List<ProjectEffect> ofDashboards(CheckedProject now, CheckedProject next) {
    Map<String, CompiledDashboard> before = dashboards(now);
    Map<String, CompiledDashboard> after = dashboards(next);
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    List<ProjectEffect> effects = new ArrayList<>();
    for (String name : names) {
      Optional<String> effect =
          !before.containsKey(name)
              ? Optional.of("added")
              : !after.containsKey(name)
                  ? Optional.of("removed")
                  : before.get(name).equals(after.get(name))
                      ? Optional.empty()
                      : Optional.of("changed");
      effect.ifPresent(
          word ->
              effects.add(
                  new ProjectEffect(
                      "dashboard", name, word, "Dashboard %s is %s.".formatted(name, word))));
    }
    return effects;
  }

  private static Map<String, CompiledDashboard> dashboards(CheckedProject project) {
    return project.dashboards().stream()
        .collect(Collectors.toMap(d -> d.definition().name(), d -> d));
  }

  static ProjectEffect ofSettings() {
    return new ProjectEffect(
        "settings",
        "thalweg.yaml",
        "next-start",
        "The settings take effect when the platform is started the next time.");
  }
}
