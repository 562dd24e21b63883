package io.thalweg.process.duckdb.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads a statement without our compiler: windows of streams become sub-queries of DuckDB, and the
 * rest is left as it is written. What the compiler understands wrongly is wrong in the stream and
 * in the batch alike; here it is another's reading that it is held to.
 */
final class SecondReader {

  private static final Pattern WINDOW = Pattern.compile("TABLE\\((TUMBLE|HOP|CUMULATE|SESSION)\\(");

  private static final String ORIGIN = "TIMESTAMP '1970-01-01 00:00:00'";

  /** Where rows are equal for the order, DuckDB takes any of them, and we do not. */
  private static final Pattern ANY_OF_EQUALS =
      Pattern.compile("ROW_NUMBER|RANK\\(|MIN_BY\\(k|MAX_BY\\(p, n");

  private SecondReader() {}

  /** Whether DuckDB's answer to a statement is determined. */
  static boolean isDetermined(String sql) {
    return !ANY_OF_EQUALS.matcher(sql).find();
  }

  /** The statement as DuckDB has it. */
  static String translate(String sql) {
    Matcher window = WINDOW.matcher(sql);
    if (!window.find()) {
      return sql;
    }
    int end = closing(sql, window.end());
    List<String> arguments = arguments(sql.substring(window.end(), end));
    String rows = arguments.get(0).replaceFirst("^TABLE ", "");
    String source = translate(rows);
    // behind the function's parenthesis stands the one of TABLE
    return sql.substring(0, window.start())
        + window(window.group(1), source, arguments)
        + translate(sql.substring(end + 2));
  }

  private static String window(String name, String source, List<String> arguments) {
    String time = inside(arguments.get(1));
    return switch (name) {
      case "TUMBLE" -> {
        String size = arguments.get(2);
        yield with(source, start(size, time, arguments, 3), size, "TRUE", "range(1)");
      }
      case "HOP" -> {
        String slide = arguments.get(2);
        String size = arguments.get(3);
        String start = start(slide, time, arguments, 4) + " - i * " + slide;
        String count = "range((epoch_us(%s) / epoch_us(%s))::BIGINT)".formatted(size, slide);
        yield with(source, start, size, "TRUE", count);
      }
      case "CUMULATE" -> {
        String step = arguments.get(2);
        String size = arguments.get(3);
        String start = start(size, time, arguments, 4);
        String count = "range((epoch_us(%s) / epoch_us(%s))::BIGINT)".formatted(size, step);
        String width = "(i + 1) * " + step;
        yield with(source, start, width, "%s + %s > %s".formatted(start, width, time), count);
      }
      default -> session(source, time, arguments);
    };
  }

  private static String with(
      String source, String start, String width, String condition, String counter) {
    return ("(SELECT r.*, %1$s AS window_start, %1$s + %2$s AS window_end,"
            + " %1$s + %2$s - INTERVAL '1' MILLISECOND AS window_time"
            + " FROM %3$s AS r CROSS JOIN %4$s AS c(i) WHERE %5$s)")
        .formatted(start, width, source, counter, condition);
  }

  private static String start(String size, String time, List<String> arguments, int offset) {
    String origin = offset < arguments.size() ? ORIGIN + " + " + arguments.get(offset) : ORIGIN;
    return "time_bucket(%s, %s, %s)".formatted(size, time, origin);
  }

  private static String session(String source, String time, List<String> arguments) {
    String gap = arguments.get(arguments.size() - 1);
    String keys = arguments.size() > 3 ? inside(arguments.get(2)) : "1";
    return ("(SELECT s.* EXCLUDE (begins, number), MIN(%2$s) OVER (PARTITION BY %3$s, number) AS"
            + " window_start, MAX(%2$s) OVER (PARTITION BY %3$s, number) + %4$s AS window_end"
            + " FROM (SELECT b.*, SUM(begins) OVER (PARTITION BY %3$s ORDER BY %2$s ROWS"
            + " UNBOUNDED PRECEDING) AS number FROM (SELECT r.*, CASE WHEN %2$s < LAG(%2$s)"
            + " OVER (PARTITION BY %3$s ORDER BY %2$s) + %4$s THEN 0 ELSE 1 END AS begins FROM"
            + " %1$s AS r) AS b) AS s)")
        .formatted(source, time, keys, gap);
  }

  private static String inside(String call) {
    return call.substring(call.indexOf('(') + 1, call.lastIndexOf(')'));
  }

  /** Where the parenthesis closes that is open at a position. */
  private static int closing(String sql, int from) {
    int depth = 1;
    for (int at = from; ; at++) {
      depth += sql.charAt(at) == '(' ? 1 : sql.charAt(at) == ')' ? -1 : 0;
      if (depth == 0) {
        return at;
      }
    }
  }

  /** What stands between the commas that no parenthesis encloses. */
  private static List<String> arguments(String list) {
    List<String> arguments = new ArrayList<>();
    StringBuilder argument = new StringBuilder();
    int depth = 0;
    for (char c : list.toCharArray()) {
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0) {
        arguments.add(argument.toString());
        argument.setLength(0);
      } else {
        argument.append(c);
      }
    }
    arguments.add(argument.toString());
    return arguments.stream().map(String::strip).collect(Collectors.toList());
  }
}
