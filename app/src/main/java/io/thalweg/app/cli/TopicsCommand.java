package io.thalweg.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.app.cli.RowFormat.ColumnName;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code thalweg topics}: looks into the log of a running platform. */
@Command(
    name = "topics",
    description = "List the topics of the log; tail one, append events to one.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "[COMMAND]",
    subcommands = {
      TopicsCommand.ListTopics.class,
      TopicsTailCommand.class,
      TopicsProduceCommand.class,
      TopicsCommand.Create.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  thalweg topics",
      "  thalweg topics tail telemetry --from -10",
      "  thalweg topics produce telemetry < readings.ndjson"
    })
final class TopicsCommand implements Callable<Integer> {

  static final String PATH = "/api/v1/topics";

  @Mixin private ConnectionOptions connection;

  @Spec private CommandSpec spec;

  /** Without a command, the list. */
  @Override
  public Integer call() {
    list(connection, RowFormat.TABLE, spec);
    return ExitCode.OK;
  }

  private static void list(ConnectionOptions connection, RowFormat format, CommandSpec spec) {
    JsonNode answer = connection.connect().json(PATH);
    RowFormat.RowWriter rows =
        format.writer(
            spec.commandLine().getOut(),
            List.of(
                new ColumnName("topic", "string"),
                new ColumnName("kind", "string"),
                new ColumnName("partitions", "int"),
                new ColumnName("records", "long"),
                new ColumnName("bytes", "long"),
                new ColumnName("keepSeconds", "long"),
                new ColumnName("readers", "string")));
    for (JsonNode topic : answer.path("topics")) {
      rows.row(
          new String[] {
            topic.path("name").asText(),
            topic.path("kind").asText(),
            String.valueOf(topic.path("partitions").size()),
            topic.path("records").asText(),
            topic.path("bytes").asText(null),
            topic.path("keepSeconds").asText(null),
            readers(topic.path("readers"))
          });
    }
    rows.end();
    PrintWriter err = spec.commandLine().getErr();
    JsonNode listener = answer.path("listener");
    err.println(
        listener.isMissingNode()
            ? "no Kafka clients are let in; buffer: {listener: {port: 9092}} in thalweg.yaml does"
            : "Kafka clients come in at %s, %s with %s"
                .formatted(
                    listener.path("address").asText(),
                    listener.path("protocol").asText(),
                    listener.path("mechanism").asText()));
    err.flush();
  }

  private static String readers(JsonNode readers) {
    return StreamSupport.stream(readers.spliterator(), false)
        .map(
            reader ->
                String.format(
                    Locale.ROOT,
                    "%s %s: %d behind",
                    reader.path("kind").asText(),
                    reader.path("name").asText(),
                    reader.path("lag").asLong()))
        .collect(Collectors.joining(", "));
  }

  /** {@code thalweg topics list}. */
  @Command(
      name = "list",
      description = "List the topics with their sizes, and who reads them how far behind.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExamples:%n",
      footer = {"  thalweg topics list", "  thalweg topics list --format json"})
  static final class ListTopics implements Callable<Integer> {

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
      list(connection, format, spec);
      return ExitCode.OK;
    }
  }

  /** {@code thalweg topics create}, which there is to say what to do instead. */
  @Command(
      name = "create",
      description = "Refused: topics come from the project's definitions.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExamples:%n",
      footer = {"  thalweg topics create telemetry", "says which file to write instead."})
  static final class Create implements Callable<Integer> {

    @Parameters(paramLabel = "TOPIC", description = "Its name.")
    private String topic;

    @Override
    public Integer call() {
      throw new CommandException(
          ExitCode.FAILED,
          "topic \"%s\" is not created here: topics come from the project's definitions"
              .formatted(topic),
          "Write streams/%s.yaml with its fields and partitions, or name it under `to` of a pipeline, and start the platform again."
              .formatted(topic));
    }
  }
}
