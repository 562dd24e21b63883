package io.thalweg.testing.crash;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.examples.client.PlatformClient;
import io.thalweg.examples.client.RefusedException;
import io.thalweg.examples.client.UnreachableException;
import io.thalweg.testing.crash.Evidence.Group;
import io.thalweg.testing.crash.Evidence.Key;
import io.thalweg.testing.crash.Evidence.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads tables, streams and topics of a running platform by queries. Safe for many threads. */
final class TableReader {

  /** A query gives at most so many rows. */
  private static final int PAGE = 50_000;

  private final PlatformClient platform;

  TableReader(PlatformClient platform) {
    this.platform = platform;
  }

  /**
   * The events of a relation that has the columns id, attempt and amount.
   *
   * @param ids that may be there: 0 to this, exclusive
   */
  List<Row> rows(String relation, long ids)
      throws RefusedException, UnreachableException, InterruptedException {
    List<Row> rows = new ArrayList<>();
    // Half a page of ids: an event may be there with several attempts. The last page is open, so
    // that an id that was never given is seen.
    int step = PAGE / 2;
    for (long from = 0; from <= ids; from += step) {
      String until = from + step > ids ? "" : " AND id < " + (from + step);
      for (List<JsonNode> row :
          platform
              .query(
                  "SELECT id, attempt, amount FROM %s WHERE id >= %d%s"
                      .formatted(relation, from, until))
              .rows()) {
        rows.add(new Row(row.get(0).asLong(), row.get(1).asInt(), row.get(2).asLong()));
      }
    }
    return rows;
  }

  /** The groups of a relation that has the columns opened, device, readings and amount. */
  List<Group> groups(String relation)
      throws RefusedException, UnreachableException, InterruptedException {
    List<Group> groups = new ArrayList<>();
    for (int d = 0; d < CrashProject.DEVICES; d++) {
      for (List<JsonNode> row :
          platform
              .query(
                  "SELECT opened, device, readings, amount FROM %s WHERE device = '%s'"
                      .formatted(relation, CrashProject.device(d)))
              .rows()) {
        groups.add(
            new Group(
                new Key(Instant.parse(row.get(0).asText()).toEpochMilli(), row.get(1).asText()),
                row.get(2).asLong(),
                row.get(3).asLong()));
      }
    }
    return groups;
  }

  long count(String relation) throws RefusedException, UnreachableException, InterruptedException {
    return platform.query("SELECT COUNT(*) FROM " + relation).value().asLong();
  }
}
