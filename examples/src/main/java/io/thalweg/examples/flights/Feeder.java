package io.thalweg.examples.flights;

import io.thalweg.examples.DemoException;
import io.thalweg.examples.client.Ingested;
import io.thalweg.examples.client.PlatformClient;
import io.thalweg.examples.client.RefusedException;
import io.thalweg.examples.client.UnreachableException;
import io.thalweg.examples.feeding.PatientPoster;
import io.thalweg.examples.feeding.Progress;
import io.thalweg.examples.feeding.Speed;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Posts the flights in order of departure. For one thread, which it keeps until all are posted. */
final class Feeder {

  /** What waits for the clock, at a chosen speed, becomes a round this often. */
  private static final Duration TICK = Duration.ofMillis(50);

  private final PatientPoster poster;
  private final FlightsData data;
  private final Speed speed;
  private final int connections;

  /**
   * @param connections that post at the same time, at least 1
   */
  Feeder(PlatformClient platform, FlightsData data, Speed speed, int connections) {
    this.poster = new PatientPoster(platform);
    this.data = data;
    this.speed = speed;
    this.connections = connections;
  }

  /**
   * What was sent, and what became of it.
   *
   * @param sent events posted, each once
   */
  record Sent(long sent, long accepted, long rejected, Optional<String> firstError) {

    private static final Sent NOTHING = new Sent(0, 0, 0, Optional.empty());

    private Sent plus(int events, Ingested answer) {
      return new Sent(
          sent + events,
          accepted + answer.accepted(),
          rejected + answer.rejected(),
          firstError.or(answer::firstError));
    }
  }

  /**
   * Posts all flights.
   *
   * @throws DemoException when the platform is gone or refuses
   */
  Sent feed(Progress progress) throws DemoException, InterruptedException {
    ExecutorService posters = Executors.newFixedThreadPool(connections);
    try (Connection duckdb = data.open();
        Statement statement = duckdb.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT flight, departure, origin, destination, delay, distance FROM flights")) {
      return new Feeding(posters, progress).feed(rows);
    } catch (SQLException e) {
      throw new DemoException("the flights are not readable: " + e.getMessage(), e);
    } finally {
      posters.shutdownNow();
    }
  }

  /** One run: a round is filled while the one before it is under way. */
  private final class Feeding {
    private final ExecutorService posters;
    private final Progress progress;
    private final long startNanos = System.nanoTime();
    private final List<Future<Ingested>> underWay = new ArrayList<>();
    private int flightsUnderWay;
    private Sent sent = Sent.NOTHING;

    Feeding(ExecutorService posters, Progress progress) {
      this.posters = posters;
      this.progress = progress;
    }

    Sent feed(ResultSet rows) throws SQLException, DemoException, InterruptedException {
      LocalDateTime first = null;
      Round round = null;
      long number = 0;
      while (rows.next()) {
        Flight flight =
            new Flight(
                rows.getLong(1),
                rows.getObject(2, LocalDateTime.class),
                rows.getString(3),
                rows.getString(4),
                rows.getLong(5),
                rows.getLong(6));
        if (flight.number() != ++number) {
          throw new IllegalStateException(
              "flight %d came where %d was expected".formatted(flight.number(), number));
        }
        if (first == null) {
          first = flight.departure();
        }
        long early = untilDue(Duration.between(first, flight.departure()));
        if (round != null && (early > 0 || !round.hasRoomFor(flight))) {
          post(round);
          round = null;
        }
        if (early > 0) {
          // What the clock has not reached yet waits a little longer, so that not every minute of
          // the flights' time is a request of its own.
          TimeUnit.NANOSECONDS.sleep(early + TICK.toNanos());
        }
        if (round == null) {
          round = new Round(connections, flight.departure());
        }
        round.add(flight);
      }
      if (round != null) {
        post(round);
      }
      await();
      return sent;
    }

    private long untilDue(Duration sinceFirst) {
      return speed.due(sinceFirst).toNanos() - (System.nanoTime() - startNanos);
    }

    private void post(Round round) throws DemoException, InterruptedException {
      await();
      for (byte[] body : round.bodies()) {
        underWay.add(posters.submit(() -> poster.post("flights", body)));
      }
      flightsUnderWay = round.flights();
    }

    private void await() throws DemoException, InterruptedException {
      int flights = flightsUnderWay;
      for (Future<Ingested> answer : underWay) {
        try {
          sent = sent.plus(flights, answer.get());
          flights = 0;
        } catch (ExecutionException e) {
          throw explain(e.getCause());
        }
      }
      underWay.clear();
      flightsUnderWay = 0;
      progress.reached(sent.sent());
    }

    private DemoException explain(Throwable cause) {
      String so = " (%,d of %,d flights were answered)".formatted(sent.sent(), data.flights());
      if (cause instanceof UnreachableException) {
        return new DemoException(
            "the platform is gone in the middle of the demo: " + cause.getMessage() + so, cause);
      }
      if (cause instanceof RefusedException) {
        return new DemoException(
            "the platform refuses the flights: " + cause.getMessage() + so, cause);
      }
      return new DemoException("posting the flights failed: " + cause + so, cause);
    }
  }
}
