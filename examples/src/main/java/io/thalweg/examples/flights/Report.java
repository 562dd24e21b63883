package io.thalweg.examples.flights;

import io.thalweg.examples.DemoException;
import io.thalweg.examples.client.PipelineState;
import io.thalweg.examples.client.PlatformClient;
import io.thalweg.examples.client.RefusedException;
import io.thalweg.examples.client.UnreachableException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Prints what was sent, stored and computed, and judges it. */
final class Report {

  private final PrintStream out;

  Report(PrintStream out) {
    this.out = out;
  }

  /**
   * Compares and prints.
   *
   * @param stored events that a query over the stream sees
   * @return 0 when everything is as it must be, otherwise 1
   */
  int print(
      Feeder.Sent sent,
      long stored,
      FlightsData data,
      PlatformClient platform,
      List<PipelineState> pipelines)
      throws DemoException, RefusedException, UnreachableException, InterruptedException {
    out.println();
    out.printf("sent      %,11d%n", sent.sent());
    out.printf("accepted  %,11d%n", sent.accepted());
    if (sent.rejected() > 0) {
      out.printf(
          "rejected  %,11d   the first: %s%n",
          sent.rejected(), sent.firstError().orElse("no reason given"));
    }
    out.printf("stored    %,11d%n", stored);
    boolean good = sent.accepted() == sent.sent() && stored == sent.sent();
    try (Connection duckdb = data.open()) {
      Comparison comparison = new Comparison(duckdb);
      for (WindowTable table : WindowTable.ALL) {
        Comparison.Result result =
            comparison.compare(table, platform, watermark(pipelines, table.pipeline()));
        print(result);
        good &= result.equal();
      }
    } catch (SQLException e) {
      throw new DemoException("the batch to compare with failed: " + e.getMessage(), e);
    }
    out.println();
    out.println(good ? "stream and batch are equal" : "stream and batch are NOT equal");
    return good ? 0 : 1;
  }

  private static Instant watermark(List<PipelineState> pipelines, String name)
      throws DemoException {
    return pipelines.stream()
        .filter(pipeline -> pipeline.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new DemoException("the platform has no pipeline \"" + name + "\""))
        .watermark()
        .orElse(Instant.EPOCH);
  }

  private void print(Comparison.Result result) {
    WindowTable table = result.table();
    out.println();
    out.printf(
        "%s: %,d rows of %,d closed windows compared, %,d windows still open, %,d flights late%n",
        table.pipeline(), result.rows(), result.windows(), result.open(), result.late());
    out.printf("  %-20s %18s %18s%n", "total", "stream", "batch");
    for (int i = 0; i < table.values().size(); i++) {
      WindowTable.Value value = table.values().get(i);
      out.printf(
          "  %-20s %18s %18s%n",
          value.total().toLowerCase(java.util.Locale.ROOT) + " of " + value.column(),
          result.streamed().get(i),
          result.batch().get(i));
    }
    if (result.differences() > 0) {
      out.printf("  %,d rows differ, for example%n", result.differences());
      result.examples().forEach(example -> out.println("    " + example));
    }
  }
}
