package io.thalweg.benchmarks;

import java.util.List;

/**
 * Thalweg's part of {@link LogToTable}: log and engine in one Java machine, as in the platform.
 * Prints {@code SECONDS x.xxx} for each round, from the start of the engine until the pipeline has
 * committed all of the log.
 *
 * <p>Arguments: number of events, rounds, {@code archive} or {@code no-archive}.
 */
public final class ThalwegLogToTable {

  private ThalwegLogToTable() {}

  public static void main(String[] args) throws Exception {
    try (EngineUnderTest test = new EngineUnderTest()) {
      test.fill(Long.parseLong(args[0]));
      for (int round = 0; round < Integer.parseInt(args[1]); round++) {
        try (EngineUnderTest.Run run =
            test.prepare(
                List.<String[]>of(new String[] {"minute_average", SensorProject.AVERAGE}),
                args[2].equals("archive"))) {
          System.out.printf("SECONDS %.4f%n", run.secondsToCatchUp());
        }
      }
    }
    System.exit(0);
  }
}
