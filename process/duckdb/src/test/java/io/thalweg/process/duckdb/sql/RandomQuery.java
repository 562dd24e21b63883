package io.thalweg.process.duckdb.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Makes up queries over {@code t (a, b, c)} and {@code u (a, d)}, all of integers; none can fail.
 */
final class RandomQuery {

  /** A column that an expression may name. */
  private record Name(String sql) {}

  private final Random random;
  private int aliases;

  RandomQuery(long seed) {
    random = new Random(seed);
  }

  String next() {
    int columns = 1 + random.nextInt(3);
    return chance(15) ? setOperation(columns, 2) : select(columns, 3, List.of());
  }

  private String setOperation(int columns, int depth) {
    String word = pick("UNION", "UNION ALL", "INTERSECT", "EXCEPT", "EXCEPT ALL", "INTERSECT ALL");
    return select(columns, depth, List.of()) + " " + word + " " + select(columns, depth, List.of());
  }

  private String select(int columns, int depth, List<Name> outer) {
    List<Name> names = new ArrayList<>();
    String from = from(depth, names);
    List<Name> all = new ArrayList<>(names);
    all.addAll(outer);
    String where = chance(60) ? " WHERE " + condition(all, depth) : "";
    return switch (random.nextInt(4)) {
      case 0 -> grouped(columns, depth, names, from + where);
      case 1 -> "SELECT DISTINCT " + items(columns, all, depth) + from + where;
      default -> "SELECT " + items(columns, all, depth) + from + where;
    };
  }

  private String grouped(int columns, int depth, List<Name> names, String rest) {
    List<String> keys =
        IntStream.range(0, random.nextInt(columns))
            .mapToObj(i -> pick(names).sql())
            .distinct()
            .toList();
    List<String> items = new ArrayList<>(keys);
    while (items.size() < columns) {
      items.add(aggregate(names, depth));
    }
    String groupBy = keys.isEmpty() ? "" : " GROUP BY " + String.join(", ", keys);
    String having =
        chance(30) ? " HAVING " + aggregate(names, 0) + comparison() + random.nextInt(4) : "";
    return "SELECT " + numbered(items) + rest + groupBy + having;
  }

  private String aggregate(List<Name> names, int depth) {
    String filter = chance(25) ? " FILTER (WHERE " + condition(names, 0) + ")" : "";
    return switch (random.nextInt(6)) {
          case 0 -> "COUNT(*)";
          case 1 -> "COUNT(" + expression(names, 0) + ")";
          case 2 -> "COUNT(DISTINCT " + expression(names, 0) + ")";
          case 3 -> "SUM(" + expression(names, 0) + ")";
          case 4 -> "MIN(" + expression(names, 0) + ")";
          default -> "MAX(" + expression(names, 0) + ")";
        }
        + filter;
  }

  private String from(int depth, List<Name> names) {
    StringBuilder from = new StringBuilder(" FROM ").append(source(depth, names));
    for (int joins = random.nextInt(3); joins > 0; joins--) {
      String kind = pick("JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN", "JOIN");
      from.append(' ').append(kind).append(' ').append(source(depth, names));
      // an equality, because engines do not join outer on anything
      from.append(" ON ")
          .append(pick(names).sql())
          .append(" = ")
          .append(names.get(names.size() - 1).sql());
      if (chance(30) && kind.equals("JOIN")) {
        from.append(" AND ").append(condition(names, 0));
      }
    }
    return from.toString();
  }

  private String source(int depth, List<Name> names) {
    String alias = "x" + ++aliases;
    if (depth > 1 && chance(25)) {
      int columns = 1 + random.nextInt(2);
      String query = select(columns, depth - 1, List.of());
      IntStream.rangeClosed(1, columns).forEach(i -> names.add(new Name(alias + ".c" + i)));
      return "(" + query + ") AS " + alias;
    }
    boolean first = random.nextBoolean();
    for (String column : first ? List.of("a", "b", "c") : List.of("a", "d")) {
      names.add(new Name(alias + "." + column));
    }
    return (first ? "t" : "u") + " AS " + alias;
  }

  private String items(int columns, List<Name> names, int depth) {
    return numbered(IntStream.range(0, columns).mapToObj(i -> expression(names, depth)).toList());
  }

  private static String numbered(List<String> expressions) {
    return IntStream.range(0, expressions.size())
        .mapToObj(i -> expressions.get(i) + " AS c" + (i + 1))
        .collect(Collectors.joining(", "));
  }

  private String expression(List<Name> names, int depth) {
    return switch (random.nextInt(depth > 0 ? 10 : 7)) {
      case 0 -> String.valueOf(random.nextInt(4));
      case 1 -> "(" + expression(names, 0) + pick(" + ", " - ") + expression(names, 0) + ")";
      case 2 -> "COALESCE(" + expression(names, 0) + ", " + expression(names, 0) + ")";
      case 7 ->
          "CASE WHEN "
              + condition(names, depth - 1)
              + " THEN "
              + expression(names, 0)
              + " ELSE "
              + expression(names, 0)
              + " END";
      case 8 -> scalar(names, depth);
      default -> pick(names).sql();
    };
  }

  /** A sub-query of one row. */
  private String scalar(List<Name> outer, int depth) {
    List<Name> names = new ArrayList<>();
    String from = from(depth - 1, names);
    List<Name> all = new ArrayList<>(names);
    all.addAll(outer);
    String where = chance(70) ? " WHERE " + correlation(names, outer, depth) : "";
    return "(SELECT " + aggregate(names, 0) + from + where + ")";
  }

  private String correlation(List<Name> names, List<Name> outer, int depth) {
    String link = pick(names).sql() + pick(" = ", " = ", " < ", " <> ") + pick(outer).sql();
    if (!chance(30)) {
      return link;
    }
    List<Name> all = new ArrayList<>(names);
    all.addAll(outer);
    return link + pick(" AND ", " OR ") + condition(all, depth - 1);
  }

  private String condition(List<Name> names, int depth) {
    return switch (random.nextInt(depth > 0 ? 12 : 8)) {
      case 0 -> "(" + condition(names, 0) + " AND " + condition(names, depth - 1) + ")";
      case 1 -> "(" + condition(names, 0) + " OR " + condition(names, depth - 1) + ")";
      case 2 -> "NOT (" + condition(names, depth - 1) + ")";
      case 3 -> pick(names).sql() + pick(" IS NULL", " IS NOT NULL");
      case 4 ->
          pick(names).sql() + pick(" IN ", " NOT IN ") + "(1, 2, " + expression(names, 0) + ")";
      case 8, 9 -> {
        List<Name> inner = new ArrayList<>();
        String from = from(depth - 1, inner);
        String where = chance(60) ? " WHERE " + correlation(inner, names, depth) : "";
        yield expression(names, 0)
            + pick(" IN ", " NOT IN ")
            + "(SELECT "
            + pick(inner).sql()
            + from
            + where
            + ")";
      }
      case 10, 11 -> {
        List<Name> inner = new ArrayList<>();
        String from = from(depth - 1, inner);
        yield pick("", "NOT ")
            + "EXISTS (SELECT 1"
            + from
            + " WHERE "
            + correlation(inner, names, depth)
            + ")";
      }
      default -> expression(names, 0) + comparison() + expression(names, 0);
    };
  }

  private String comparison() {
    return pick(" = ", " <> ", " < ", " <= ", " > ", " >= ");
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private Name pick(List<Name> names) {
    return names.get(random.nextInt(names.size()));
  }
}
