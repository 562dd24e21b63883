package io.thalweg.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code thalweg topics tail}: the records of a topic, and those that come. */
@Command(
    name = "tail",
    description =
        "Show the records of a topic as they stand in the log, and those that come, until Ctrl-C.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  thalweg topics tail telemetry",
      "  thalweg topics tail telemetry --from beginning --limit 1000",
      "  thalweg topics tail telemetry --from -10 --partition 2 --show all",
      "",
      "Values go to the standard output, one a line; records of one partition are in their order."
    })
final class TopicsTailCommand implements Callable<Integer> {

  private static final int PAGE = 1_000;
  private static final long PAUSE_MILLIS = 500;

  /** What of a record is shown. */
  enum Shown {
    VALUE,
    ALL
  }

  @Parameters(paramLabel = "TOPIC", description = "As `thalweg topics` shows it.")
  private String topic;

  @Option(
      names = "--from",
      paramLabel = "PLACE",
      defaultValue = "end",
      description =
          "beginning, end, an offset, or a negative number for so many before the end of each"
              + " partition (default: end).")
  private String from;

  @Option(
      names = "--partition",
      paramLabel = "N",
      description = "One partition alone (default: all).")
  private Integer partition;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "End after so many records (default: never).")
  private Long limit;

  @Option(
      names = "--show",
      paramLabel = "WHAT",
      defaultValue = "value",
      description =
          "value: what it holds, base 64 where it is no text; all: the record as JSON with key,"
              + " offset, time and headers (default: value).")
  private Shown shown;

  @Mixin private ConnectionOptions connection;

  @Spec private CommandSpec spec;

  private long left;

  @Override
  public Integer call() throws InterruptedException {
    if (limit != null && limit < 1) {
      throw new CommandException(
          ExitCode.USAGE, "the limit is %d".formatted(limit), "It is 1 or more.");
    }
    left = limit == null ? Long.MAX_VALUE : limit;
    PlatformClient platform = connection.connect();
    Map<Integer, String> places = places(platform);
    while (left > 0) {
      boolean any = false;
      for (Map.Entry<Integer, String> place : places.entrySet()) {
        JsonNode page = page(platform, place.getKey(), place.getValue());
        place.setValue(page.path("next").asText());
        any |= !page.path("records").isEmpty();
        show(page);
      }
      if (!any && left > 0) {
        Thread.sleep(PAUSE_MILLIS);
      }
    }
    return ExitCode.OK;
  }

  /** The offset to go on from, by partition. */
  private Map<Integer, String> places(PlatformClient platform) {
    Map<Integer, String> places = new TreeMap<>();
    if (partition != null) {
      places.put(partition, from);
    } else {
      JsonNode known = platform.json(TopicsCommand.PATH + "/" + PlatformClient.encoded(topic));
      known.path("partitions").forEach(each -> places.put(each.path("partition").asInt(), from));
      if (places.size() > 1 && from.matches("[0-9]+")) {
        throw new CommandException(
            ExitCode.USAGE,
            "offset %s is of one partition, and topic \"%s\" has %d"
                .formatted(from, topic, places.size()),
            "Name it by --partition.");
      }
    }
    return places;
  }

  private JsonNode page(PlatformClient platform, int of, String offset) {
    return platform.json(
        TopicsCommand.PATH
            + "/%s/records?partition=%d&offset=%s&limit=%d"
                .formatted(
                    PlatformClient.encoded(topic),
                    of,
                    PlatformClient.encoded(offset),
                    Math.min(PAGE, left)));
  }

  private void show(JsonNode page) {
    PrintWriter out = spec.commandLine().getOut();
    for (JsonNode record : page.path("records")) {
      if (left == 0) {
        break;
      }
      left--;
      if (shown == Shown.ALL) {
        ((com.fasterxml.jackson.databind.node.ObjectNode) record)
            .put("partition", page.path("partition").asInt());
        out.println(record);
      } else {
        out.println(record.path("value").asText(record.path("valueBase64").asText()));
      }
    }
    out.flush();
  }
}
