package io.thalweg.process.duckdb.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Made-up statements of pipelines over two streams with equal fields, of every supported kind. */
final class RandomStatement {

  private static final List<String> AGGREGATES =
      List.of(
          "COUNT(*)",
          "COUNT(n)",
          "COUNT(DISTINCT k)",
          "SUM(n)",
          "SUM(DISTINCT n)",
          "MIN(n)",
          "MAX(k)",
          "AVG(n)",
          "AVG(x)",
          "SUM(x)",
          "MIN(x)",
          "SUM(p)",
          "MAX(p)",
          "AVG(p)",
          "STDDEV_SAMP(x)",
          "VAR_POP(n)",
          "COUNT(*) FILTER (WHERE x > 50)",
          "SUM(n) FILTER (WHERE k = 'a')",
          "SUM(n * 2 + 1)",
          "PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY x)",
          "PERCENTILE_DISC(0.9) WITHIN GROUP (ORDER BY n DESC)",
          "MIN_BY(k, time)",
          "MAX_BY(x, time)",
          "MAX_BY(p, n)",
          "MAX(CASE WHEN n > 0 THEN x ELSE 0.0 END)");

  private final Random random;
  private final String a;
  private final String b;

  /**
   * @param a name of a stream
   * @param b name of another
   */
  RandomStatement(Random random, String a, String b) {
    this.random = random;
    this.a = a;
    this.b = b;
  }

  /** The kinds of statements, each a supplier of one. */
  private List<Supplier<String>> kinds() {
    return List.of(
        this::aggregation,
        this::aggregation,
        this::sessions,
        this::windowOverWindow,
        this::groupingSets,
        this::topRows,
        this::topGroups,
        this::windowJoin,
        this::rowsBesideTheirTotals,
        this::intervalJoin,
        this::windowOverIntervalJoin,
        this::unionOfRows,
        this::windowOverUnion,
        this::setOperationInWindows,
        this::firstRows,
        this::windowOverFirstRows);
  }

  /** One of each kind, in any order. */
  List<String> all() {
    List<String> all = new ArrayList<>(kinds().stream().map(Supplier::get).toList());
    Collections.shuffle(all, random);
    return all;
  }

  /**
   * A statement of a table that changes.
   *
   * @param keyed whether columns tell its rows apart, so that it may be a topic
   */
  record ChangingStatement(String sql, boolean keyed) {}

  /** Joins without a bound in time, for pipelines with a retention. */
  List<String> retainedJoins() {
    String on = " ON l.k = r.k" + pick("", " AND l.n <> r.n", " AND l.time >= r.time");
    return List.of(
        "SELECT l.time AS lt, r.time AS rt, l.k AS lk, l.n AS ln, r.n AS rn FROM %s AS l %s JOIN %s AS r%s"
            .formatted(a, joinType(), pick(a, b), on),
        "SELECT window_end, COUNT(*) AS c, SUM(n) AS n FROM TABLE(TUMBLE((SELECT r.time AS time, l.n AS n FROM %s AS l, %s AS r WHERE l.k = r.k AND r.n > 0), DESCRIPTOR(time), %s)) GROUP BY window_end"
            .formatted(a, b, seconds(10)));
  }

  /** Tables that change over joins without a bound in time, for pipelines with a retention. */
  List<ChangingStatement> retainedJoinsThatChange() {
    String join = "%s AS l JOIN %s AS r ON l.k = r.k AND l.n = r.n".formatted(a, b);
    return List.of(
        new ChangingStatement(
            "SELECT k, AVG(x) AS x, COUNT(*) AS c FROM (SELECT l.k AS k, l.n AS n, MAX(r.x) AS x FROM %s GROUP BY l.k, l.n) AS m GROUP BY k"
                .formatted(join),
            true),
        new ChangingStatement(
            "SELECT l.k AS k, l.n AS n, r.x AS x, l.time AS lt FROM %s QUALIFY ROW_NUMBER() OVER (PARTITION BY l.k, l.n ORDER BY r.x DESC) = 1"
                .formatted(join),
            true));
  }

  /** Windows over streams, for pipelines that correct them. */
  List<String> corrected() {
    return List.of(
        aggregation(),
        groupingSets(),
        topRows(),
        topGroups(),
        windowJoin(),
        changingSetOperation());
  }

  /** One of each kind that changes, in any order. */
  List<ChangingStatement> allThatChange() {
    List<ChangingStatement> all = new ArrayList<>();
    for (Supplier<String> keyed :
        List.<Supplier<String>>of(
            this::groups,
            this::groups,
            this::oneGroup,
            this::distinctRows,
            this::bestRows,
            this::lastRows,
            this::bestGroups,
            this::groupsOfGroups,
            this::groupsOfBestRows,
            this::groupsOfWindows,
            this::aggregation,
            this::sessions)) {
      all.add(new ChangingStatement(keyed.get(), true));
    }
    for (Supplier<String> other :
        List.<Supplier<String>>of(
            this::rankedRows,
            this::groupingSets,
            this::topRows,
            this::topGroups,
            this::windowJoin,
            this::rowsBesideTheirTotals,
            this::changingSetOperation)) {
      all.add(new ChangingStatement(other.get(), false));
    }
    Collections.shuffle(all, random);
    return all;
  }

  /** UNION ALL of rows waits for no window. */
  private String changingSetOperation() {
    return setOperationInWindows().replace(" UNION ALL ", " UNION ");
  }

  private String groups() {
    return groupsBy(pick(a, b), pick("k", "n", "k, n", "time"));
  }

  private String oneGroup() {
    return "SELECT " + aggregates().substring(2) + " FROM " + a + where();
  }

  private String distinctRows() {
    return "SELECT DISTINCT k, n FROM " + a + where();
  }

  private String bestRows() {
    return "SELECT k, n, x, r FROM (SELECT *, ROW_NUMBER() OVER (%s ORDER BY %s) AS r FROM %s%s) AS t WHERE r <= %d%s"
        .formatted(
            pick("PARTITION BY k, n", "PARTITION BY k"),
            pick("time", "time DESC", "x DESC", "n"),
            a,
            where(),
            1 + random.nextInt(4),
            pick("", "", " AND n > 0"));
  }

  private String lastRows() {
    return "SELECT k, time, n, p FROM %s%s QUALIFY ROW_NUMBER() OVER (PARTITION BY k ORDER BY time DESC) = 1"
        .formatted(a, where());
  }

  private String rankedRows() {
    return "SELECT x, n FROM (SELECT k, x, n, %s OVER (PARTITION BY k ORDER BY n) AS r FROM %s) AS t WHERE r < 3"
        .formatted(pick("RANK()", "DENSE_RANK()"), a);
  }

  private String bestGroups() {
    return "SELECT k, n, c, r FROM (SELECT *, ROW_NUMBER() OVER (%s ORDER BY c DESC) AS r FROM (SELECT k, n, COUNT(*) AS c FROM %s%s GROUP BY k, n) AS g) AS t WHERE r <= 3"
        .formatted(pick("", "PARTITION BY k"), a, where());
  }

  private String groupsOfGroups() {
    return "SELECT c, COUNT(*) AS keys, MIN(n) AS n, AVG(x) AS x FROM (SELECT k, n, COUNT(*) AS c, MAX(x) AS x FROM %s GROUP BY k, n%s) AS g GROUP BY c"
        .formatted(a, having());
  }

  private String groupsOfBestRows() {
    return "SELECT n, COUNT(*) AS c, SUM(p) AS p FROM (SELECT n, p, ROW_NUMBER() OVER (PARTITION BY k ORDER BY x DESC) AS r FROM %s) AS t WHERE r <= 2 GROUP BY n"
        .formatted(a);
  }

  private String groupsOfWindows() {
    return "SELECT k, SUM(c) AS c, MAX(n) AS n FROM (SELECT window_end, k, COUNT(*) AS c, MAX(n) AS n FROM %s GROUP BY window_end, k) AS w GROUP BY k"
        .formatted(window(a));
  }

  private String aggregation() {
    return groups(window(pick(a, b)), "window_end" + pick(", window_start", ""));
  }

  String groups(String from, String window) {
    return groupsBy(from, window + pick("", ", k"));
  }

  private String groupsBy(String from, String keys) {
    return "SELECT "
        + keys
        + aggregates()
        + " FROM "
        + from
        + where()
        + " GROUP BY "
        + keys
        + having();
  }

  private String sessions() {
    String keys = pick("", ", DESCRIPTOR(k)", ", DESCRIPTOR(k, n)");
    String from =
        "TABLE(SESSION(TABLE %s, DESCRIPTOR(time)%s, %s))"
            .formatted(pick(a, b), keys, seconds(pick(1, 2, 5, 20)));
    return groups(from, "window_start, window_end" + (keys.isEmpty() ? "" : ", k"))
        .replace(", k, k", ", k");
  }

  private String windowOverWindow() {
    String inner =
        "(SELECT window_start AS ws, window_end AS we, k, COUNT(*) AS c, SUM(n) AS n, AVG(x) AS x FROM %s GROUP BY window_start, window_end, k)"
            .formatted(window(a));
    return "SELECT window_start, window_end, SUM(c) AS c, SUM(n) AS n, MAX(x) AS x FROM TABLE(%s(%s, DESCRIPTOR(%s), %s)) GROUP BY window_start, window_end"
        .formatted("TUMBLE", inner, "we", seconds(pick(60, 120)));
  }

  private String groupingSets() {
    return "SELECT window_end, k, n, GROUPING(k) AS g%s FROM %s%s GROUP BY %s"
        .formatted(
            aggregates(),
            window(a),
            where(),
            pick(
                "window_end, ROLLUP(k, n)",
                "window_end, CUBE(k, n)",
                "GROUPING SETS ((window_end, k), (window_end, n), (window_end))"));
  }

  private String topRows() {
    return "SELECT window_end, k, time, n, x, r FROM (SELECT *, %s OVER (PARTITION BY window_end%s ORDER BY %s) AS r FROM %s%s) AS t WHERE r <= %d"
        .formatted(
            pick("ROW_NUMBER()", "RANK()"),
            pick("", ", k"),
            pick("time", "x DESC", "n"),
            window(a),
            where(),
            1 + random.nextInt(3));
  }

  private String topGroups() {
    return "SELECT window_start, window_end, k, c, r FROM (SELECT window_start, window_end, k, c, ROW_NUMBER() OVER (PARTITION BY window_end, window_start ORDER BY c DESC) AS r FROM (SELECT window_start, window_end, k, COUNT(*) AS c FROM %s GROUP BY window_start, window_end, k) AS g) AS t WHERE r <= 2"
        .formatted(window(a));
  }

  private String windowJoin() {
    String window = windowOf();
    return "SELECT COALESCE(l.window_end, r.window_end) AS we, l.window_end AS lw, r.window_end AS rw, l.k AS lk, r.k AS rk, l.c AS lc, r.c AS rc FROM %s AS l %s JOIN %s AS r ON l.window_end = r.window_end AND l.window_start = r.window_start AND l.k = r.k"
        .formatted(
            side(window, a, random.nextBoolean()),
            joinType(),
            side(window, b, random.nextBoolean()));
  }

  private String side(String window, String stream, boolean grouped) {
    String from = "TABLE(" + window.formatted(stream) + ")";
    return grouped
        ? "(SELECT window_start, window_end, k, COUNT(*) AS c FROM %s GROUP BY window_start, window_end, k)"
            .formatted(from)
        : "(SELECT window_start, window_end, k, n AS c FROM %s)".formatted(from);
  }

  private String rowsBesideTheirTotals() {
    String from = window(a);
    return "SELECT t.window_end AS we, t.time AS t, t.n AS n, m.n AS most FROM %s AS t JOIN (SELECT window_start, window_end, MAX(n) AS n FROM %s GROUP BY window_start, window_end) AS m ON t.window_end = m.window_end AND t.window_start = m.window_start AND t.n = m.n"
        .formatted(from, from);
  }

  private String intervalJoin() {
    return "SELECT l.time AS lt, r.time AS rt, l.k AS lk, l.n AS ln, r.n AS rn FROM %s AS l %s JOIN %s AS r ON l.k = r.k AND %s"
        .formatted(a, joinType(), pick(b, a), near());
  }

  String near() {
    return switch (random.nextInt(4)) {
      case 0 -> "l.time BETWEEN r.time - " + seconds(2) + " AND r.time + " + seconds(3);
      case 1 -> "r.time >= l.time AND r.time < l.time + " + seconds(pick(1, 4));
      case 2 -> "l.time >= r.time + " + seconds(5) + " AND l.time <= r.time + " + seconds(9);
      default ->
          "l.time + "
              + seconds(4)
              + " <= r.time AND r.time - "
              + seconds(6)
              + " <= l.time AND l.n <> r.n";
    };
  }

  private String windowOverIntervalJoin() {
    return "SELECT window_end, COUNT(*) AS c, SUM(n) AS n FROM TABLE(TUMBLE((SELECT l.time AS time, r.n AS n FROM %s AS l %s JOIN %s AS r ON l.k = r.k AND %s), DESCRIPTOR(time), %s)) GROUP BY window_end"
        .formatted(a, pick("", "LEFT"), b, near(), seconds(10));
  }

  private String unionOfRows() {
    return "SELECT time, k, n, x FROM %s%s UNION ALL SELECT time, UPPER(k), n + 1, x FROM %s"
        .formatted(a, where(), b);
  }

  private String windowOverUnion() {
    String union =
        "(SELECT time, k, n, x, p FROM %s UNION ALL SELECT time, k, n, x, p FROM %s)"
            .formatted(a, pick(a, b));
    return groups(
        "TABLE(" + windowOf().replace("TABLE %s", "%s").formatted(union) + ")", "window_end");
  }

  private String setOperationInWindows() {
    String window = windowOf();
    String select = "SELECT window_end, k, n FROM TABLE(" + window + ")";
    return (select
            + " "
            + pick("UNION", "EXCEPT", "INTERSECT", "EXCEPT ALL", "UNION ALL")
            + " "
            + select)
        .formatted(a, b);
  }

  private String firstRows() {
    return "SELECT time, k, n, x FROM (SELECT *, ROW_NUMBER() OVER (%s ORDER BY time) AS r FROM %s%s) AS t WHERE r = 1"
        .formatted(pick("PARTITION BY k", "PARTITION BY k, n", "PARTITION BY n"), a, where());
  }

  private String windowOverFirstRows() {
    return groups(
        "TABLE(TUMBLE((SELECT time, k, n, x, p FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY n, x ORDER BY time) AS r FROM %s) AS t WHERE r = 1), DESCRIPTOR(time), %s))"
            .formatted(a, seconds(10)),
        "window_start");
  }

  String window(String stream) {
    return "TABLE(" + windowOf().formatted(stream) + ")";
  }

  /** A window function over {@code TABLE %s}. */
  String windowOf() {
    return switch (random.nextInt(3)) {
      case 0 -> "TUMBLE(TABLE %s, DESCRIPTOR(time), " + seconds(pick(1, 7, 10, 60)) + ")";
      case 1 ->
          "HOP(TABLE %s, DESCRIPTOR(time), "
              + pick(
                  seconds(5) + ", " + seconds(15),
                  seconds(1) + ", " + seconds(3),
                  seconds(30) + ", " + seconds(60) + ", " + seconds(7))
              + ")";
      default ->
          "CUMULATE(TABLE %s, DESCRIPTOR(time), "
              + pick(seconds(5) + ", " + seconds(30), seconds(2) + ", " + seconds(10))
              + ")";
    };
  }

  private String aggregates() {
    List<String> shuffled = new ArrayList<>(AGGREGATES);
    Collections.shuffle(shuffled, random);
    List<String> some = shuffled.subList(0, 1 + random.nextInt(5));
    return IntStream.range(0, some.size())
        .mapToObj(i -> ", " + some.get(i) + " AS c" + i)
        .collect(Collectors.joining());
  }

  String where() {
    return pick("", "", " WHERE n >= 0", " WHERE x IS NOT NULL OR k = 'b'");
  }

  private String having() {
    return pick("", "", " HAVING COUNT(*) > 1", " HAVING MAX(n) > 0");
  }

  private String joinType() {
    return pick("INNER", "LEFT", "RIGHT", "FULL");
  }

  static String seconds(int count) {
    return "INTERVAL '" + count + "' SECOND";
  }

  @SafeVarargs
  final <T> T pick(T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
