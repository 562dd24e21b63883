package io.thalweg.examples.flights;

import io.thalweg.examples.Demo;
import io.thalweg.examples.DemoContext;
import io.thalweg.examples.DemoException;
import io.thalweg.examples.client.PipelineState;
import io.thalweg.examples.client.PlatformClient;
import io.thalweg.examples.client.RefusedException;
import io.thalweg.examples.client.UnreachableException;
import io.thalweg.examples.feeding.Progress;
import io.thalweg.examples.feeding.ProjectFiles;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Three million real flights, counted as a stream and as a batch. */
public final class FlightsDemo implements Demo {

  static final List<String> PROJECT_FILES =
      List.of(
          "thalweg.yaml",
          "streams/flights.yaml",
          "pipelines/flights_by_hour.yaml",
          "pipelines/delay_by_origin_day.yaml");

  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);

  @Override
  public String name() {
    return "flights";
  }

  @Override
  public String description() {
    return "3,000,000 real US flights of 2001: delays by hour, and by airport and day";
  }

  @Override
  public List<Option> options() {
    return List.of(
        new Option(
            "speed", "FACTOR", "max", "how much faster than in 2001, such as 1000x, or \"max\""),
        new Option("flights", "N", "" + FlightsData.ALL, "only the first N flights"),
        new Option("connections", "N", "4", "connections that post at the same time"));
  }

  @Override
  public void prepare(Path cache, Map<String, String> options, PrintStream out)
      throws DemoException {
    Options.of(this, options);
    FlightsData.fetch(cache, FlightsData.ALL, out);
  }

  @Override
  public void writeProject(Path folder) throws IOException {
    ProjectFiles.write("flights", PROJECT_FILES, folder);
  }

  @Override
  public int run(DemoContext context) throws DemoException, InterruptedException {
    Options options = Options.of(this, context.options());
    FlightsData data = FlightsData.fetch(context.cache(), options.flights(), context.out());
    PlatformClient platform = new PlatformClient(context.url(), context.token(), REQUEST_TIMEOUT);
    try {
      return run(context, options, data, platform);
    } catch (RefusedException e) {
      throw new DemoException("the platform refuses: " + e.getMessage(), e);
    } catch (UnreachableException e) {
      throw new DemoException("the platform is gone: " + e.getMessage(), e);
    }
  }

  private static int run(
      DemoContext context, Options options, FlightsData data, PlatformClient platform)
      throws DemoException, RefusedException, UnreachableException, InterruptedException {
    PrintStream out = context.out();
    long before = stored(platform);
    if (before > 0) {
      throw new DemoException(
          "stream \"flights\" already holds %,d flights, and the demo counts from none; give it an empty data folder"
              .formatted(before));
    }
    Feeder feeder = new Feeder(platform, data, options.speed(), options.connections());
    Feeder.Sent sent =
        feeder.feed(new Progress(out, context.terminal(), "flights", data.flights()));
    List<PipelineState> pipelines = CatchUp.await(platform, out);
    return new Report(out).print(sent, stored(platform), data, platform, pipelines);
  }

  private static long stored(PlatformClient platform)
      throws RefusedException, UnreachableException, InterruptedException {
    return platform.query("SELECT COUNT(*) FROM flights").value().asLong();
  }
}
