package io.thalweg.process.duckdb.engine;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.Field;
import io.thalweg.process.duckdb.engine.RandomStatement.ChangingStatement;
import java.util.List;
import java.util.Random;

/** The same over the elements of an array, and over what a row holds. */
final class RandomNestedStatement {

  /** The row that the streams' events hold. */
  static final DataType.Row ROW =
      new DataType.Row(
          List.of(new Field("v", Primitive.INT, false), new Field("w", Primitive.STRING, false)));

  private final RandomStatement flat;
  private final String a;
  private final String b;

  /**
   * @param a name of a stream
   * @param b name of another
   */
  RandomNestedStatement(Random random, String a, String b) {
    this.flat = new RandomStatement(random, a, b);
    this.a = a;
    this.b = b;
  }

  /** Statements whose results are final. */
  List<String> all() {
    return List.of(
        windowOverElements(),
        elementsOfWindows(),
        sessionsOfElements(),
        joinOfElements(),
        elementsBesideFields(),
        groupsByFields(),
        firstElements());
  }

  /** Statements of windows that may be corrected. */
  List<String> corrected() {
    return List.of(windowOverElements(), elementsOfWindows(), groupsByFields());
  }

  /** Statements of tables that change. */
  List<ChangingStatement> allThatChange() {
    return List.of(
        new ChangingStatement(elementsOfWindows(), true),
        new ChangingStatement(groupsOfElements(), true),
        new ChangingStatement(lastRowsByField(), true));
  }

  /** The elements of the array as rows with the columns of the flat statements. */
  private String elements(String stream) {
    return "(SELECT s.time AS time, s.k AS k, e.v AS n, s.x AS x, s.p AS p FROM %s AS s %s%s)"
        .formatted(stream, unnest("s"), flat.pick("", " WHERE e.v <> 0", " WHERE s.n > e.v"));
  }

  private String unnest(String of) {
    return flat.pick("CROSS JOIN UNNEST(%s.a) AS e (v)", "LEFT JOIN UNNEST(%s.a) AS e (v) ON TRUE")
        .formatted(of);
  }

  private String windowOverElements() {
    String window = flat.windowOf().replace("TABLE %s", "%s").formatted(elements(flat.pick(a, b)));
    return flat.groups("TABLE(" + window + ")", "window_end");
  }

  private String elementsOfWindows() {
    return "SELECT w.window_end AS we, e.v AS v, COUNT(*) AS c, SUM(w.n) AS n, MAX(w.d.v) AS m FROM %s AS w %s GROUP BY w.window_end, e.v"
        .formatted(flat.window(a), unnest("w"));
  }

  private String sessionsOfElements() {
    return "SELECT window_end, n, COUNT(*) AS c, MIN(time) AS t, MAX(k) AS k FROM TABLE(SESSION(%s, DESCRIPTOR(time), DESCRIPTOR(n), %s)) GROUP BY window_end, n"
        .formatted(elements(a), RandomStatement.seconds(flat.pick(1, 4)));
  }

  private String joinOfElements() {
    return "SELECT l.time AS lt, r.time AS rt, l.k AS lk, l.n AS ln, r.w AS w FROM %s AS l %s JOIN (SELECT s.time AS time, s.d.v AS v, s.d.w AS w, s.n AS n FROM %s AS s) AS r ON l.n = r.v AND %s"
        .formatted(elements(a), flat.pick("INNER", "LEFT", "RIGHT", "FULL"), b, flat.near());
  }

  private String elementsBesideFields() {
    return "SELECT s.time AS time, s.d.v AS v, s.d.w AS w, s.a[1] AS f, e.v AS e FROM %s AS s %s%s"
        .formatted(a, unnest("s"), flat.pick("", " WHERE s.d.v IS NULL OR s.d.v <> e.v"));
  }

  private String groupsByFields() {
    return "SELECT window_end, w, COUNT(*) AS c, SUM(v) AS v, MAX(f) AS f FROM (SELECT t.window_end AS window_end, t.d.w AS w, t.d.v AS v, t.a[2] AS f FROM %s AS t) AS g%s GROUP BY window_end, w"
        .formatted(flat.window(a), flat.pick("", " WHERE v >= 0"));
  }

  private String firstElements() {
    return "SELECT time, k, n FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY n ORDER BY time) AS r FROM %s AS o) AS t WHERE r = 1"
        .formatted(elements(a));
  }

  private String groupsOfElements() {
    return "SELECT e.v AS v, COUNT(*) AS c, SUM(s.n) AS n, AVG(s.x) AS x FROM %s AS s %s GROUP BY e.v"
        .formatted(a, unnest("s"));
  }

  private String lastRowsByField() {
    return "SELECT w, time, k, n FROM (SELECT s.d.w AS w, s.time AS time, s.k AS k, s.n AS n FROM %s AS s%s) AS f QUALIFY ROW_NUMBER() OVER (PARTITION BY w ORDER BY time DESC) = 1"
        .formatted(a, flat.pick("", " WHERE s.a[1] > 0"));
  }
}
