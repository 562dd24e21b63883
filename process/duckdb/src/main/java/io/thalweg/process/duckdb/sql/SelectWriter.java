package io.thalweg.process.duckdb.sql;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.Field;
import io.thalweg.process.duckdb.sql.Select.Item;
import io.thalweg.process.duckdb.sql.Select.Stage;
import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.catalog.Relation;
import io.thalweg.sql.plan.AggregateCall;
import io.thalweg.sql.plan.Expression;
import io.thalweg.sql.plan.PlanNode;
import io.thalweg.sql.plan.PlanVisitor;
import io.thalweg.sql.plan.Windowing;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes one plan. Every column is named with its source, so that no alias can stand for it. */
final class SelectWriter implements PlanVisitor<Select>, DuckDbExpressions.SubQueries {

  private final Function<Relation, String> from;
  private int sources;

  /** What stands for the columns of the rows around the sub-query that is being written. */
  private final List<List<String>> outer = new ArrayList<>();

  SelectWriter(Function<Relation, String> from) {
    this.from = from;
  }

  String write(PlanNode plan) {
    Select select = plan.accept(this);
    return select.withItems(named(select.columns(), plan.columns(), select.items())).text();
  }

  @Override
  public Select visit(PlanNode.Scan scan) {
    return source(from.apply(scan.relation()), scan.columns().stream().map(Column::name).toList());
  }

  @Override
  public Select visit(PlanNode.Values values) {
    List<String> names = names(values.columns());
    if (values.columns().isEmpty()) {
      return source("(VALUES (0))", List.of());
    }
    if (values.rows().isEmpty()) {
      String nulls =
          values.columns().stream()
              .map(c -> "CAST(NULL AS " + DuckDbTypes.name(c.type()) + ")")
              .collect(Collectors.joining(", "));
      return aliased("(SELECT " + nulls + " WHERE FALSE)", names);
    }
    String rows =
        values.rows().stream()
            .map(
                row ->
                    row.stream()
                        .map(value -> DuckDbExpressions.write(value, List.of()))
                        .collect(Collectors.joining(", ", "(", ")")))
            .collect(Collectors.joining(", "));
    return aliased("(VALUES " + rows + ")", names);
  }

  @Override
  public Select visit(PlanNode.Filter filter) {
    Select input = filter.input().accept(this);
    Select open = isOpen(input, filter) ? input : nested(input);
    // in parentheses, because it is put beside others with AND
    return open.where(filter.condition().accept(expressions(open.terms())));
  }

  @Override
  public Select visit(PlanNode.Project project) {
    Select input = project.input().accept(this);
    // an order holds only for the SELECT that it stands in, so what is computed row by row stays
    // there
    boolean beside =
        input.stage() == Stage.ORDER
            && project.subQueries().isEmpty()
            && project.expressions().stream()
                .flatMap(Expression::all)
                .noneMatch(Expression.Over.class::isInstance);
    Select open = isOpen(input, project) || beside ? input : nested(input);
    List<String> names = names(project.columns());
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Expression expression = project.expressions().get(i);
      boolean plain =
          expression instanceof Expression.ColumnReference reference
              && open.items().get(reference.index()).plain();
      String text = DuckDbExpressions.strip(expression.accept(expressions(open.terms())));
      items.add(new Item(text, names.get(i), plain));
    }
    return beside ? open.withItems(items) : open.project(items);
  }

  @Override
  public Select visit(PlanNode.Window window) {
    Select input = window.input().accept(this);
    boolean tumbling = window.windowing() instanceof Windowing.Tumble;
    Select open = tumbling && input.isBefore(Stage.GROUP) ? input : nested(input);
    String time = open.columns().get(window.timeColumn());
    boolean nullable = window.input().columns().get(window.timeColumn()).nullable();
    if (nullable) {
      open = open.where("(" + time + " IS NOT NULL)");
    }
    if (window.windowing() instanceof Windowing.Tumble tumble) {
      return tumble(tumble, open, time, names(window.columns()));
    }
    if (nullable) {
      open = nested(open);
      time = open.columns().get(window.timeColumn());
    }
    List<String> names = names(window.columns());
    int inputs = open.columns().size();
    String source =
        TimeWindows.from(
            window.windowing(),
            open.fromClause(),
            open.columns(),
            time,
            names.subList(inputs, names.size()).stream().map(Identifiers::quote).toList());
    return aliased(Select.nested(source), names);
  }

  private static Select tumble(
      Windowing.Tumble tumble, Select input, String time, List<String> names) {
    String start = TimeWindows.start(time, tumble.size(), tumble.offset());
    String end = "(" + TimeWindows.end(start, tumble.size()) + ")";
    List<Item> items = new ArrayList<>(input.items());
    int at = items.size();
    items.add(new Item(start, names.get(at), false));
    items.add(new Item(end, names.get(at + 1), false));
    items.add(new Item("(" + end + " - to_microseconds(1000))", names.get(at + 2), false));
    return input.withItems(items);
  }

  @Override
  public Select visit(PlanNode.Aggregate aggregate) {
    Select input = aggregate.input().accept(this);
    boolean plainKeys = aggregate.keys().stream().allMatch(key -> input.items().get(key).plain());
    Select open = input.isBefore(Stage.GROUP) && plainKeys ? input : nested(input);
    List<String> columns = open.columns();
    List<String> names = names(aggregate.columns());
    List<Item> items = new ArrayList<>();
    for (int key : aggregate.keys()) {
      items.add(new Item(columns.get(key), names.get(items.size()), true));
    }
    for (AggregateCall call : aggregate.calls()) {
      items.add(new Item(DuckDbAggregates.write(call, columns), names.get(items.size()), false));
    }
    return open.group(groupBy(aggregate, columns), items);
  }

  private static String groupBy(PlanNode.Aggregate aggregate, List<String> columns) {
    List<String> sets =
        aggregate.groupingSets().stream()
            .map(set -> set.stream().map(columns::get).collect(Collectors.joining(", ")))
            .toList();
    if (sets.size() == 1) {
      return sets.get(0);
    }
    return sets.stream()
        .map(set -> "(" + set + ")")
        .collect(Collectors.joining(", ", "GROUPING SETS (", ")"));
  }

  @Override
  public Select visit(PlanNode.Unnest unnest) {
    Select input = unnest.input().accept(this);
    boolean plain = input.stage() == Stage.FROM && input.items().stream().allMatch(Item::plain);
    Select open = plain ? input : nested(input);
    String array = DuckDbExpressions.strip(unnest.array().accept(expressions(open.terms())));
    String alias = "t" + ++sources;
    // the number has to come from the same row, so both stand in one SELECT
    String text =
        open.fromClause()
            + (unnest.keepsEmpty() ? "\nLEFT" : "\nCROSS")
            + " JOIN LATERAL (SELECT unnest("
            + array
            + ") AS element"
            + (unnest.ordinality() ? ", generate_subscripts(" + array + ", 1) AS number" : "")
            + ") AS "
            + alias
            + (unnest.keepsEmpty() ? " ON TRUE" : "");
    List<String> names = names(unnest.columns());
    List<Item> items = new ArrayList<>();
    for (Item item : open.items()) {
      items.add(new Item(item.sql(), names.get(items.size()), true));
    }
    String element = alias + ".element";
    if (((DataType.Array) unnest.array().type()).element() instanceof DataType.Row row) {
      for (Field field : row.fields()) {
        String value = "struct_extract(" + element + ", " + Identifiers.text(field.name()) + ")";
        items.add(new Item(value, names.get(items.size()), false));
      }
    } else {
      items.add(new Item(element, names.get(items.size()), true));
    }
    if (unnest.ordinality()) {
      String number = "CAST(" + alias + ".number AS INTEGER)";
      items.add(new Item(number, names.get(items.size()), false));
    }
    return Select.from(text, items, true);
  }

  @Override
  public Select visit(PlanNode.Join join) {
    Select left = join.left().accept(this);
    if (left.stage() != Stage.FROM || left.items().stream().anyMatch(item -> !item.plain())) {
      left = nested(left);
    }
    Select right = join.right().accept(this);
    if (right.stage() != Stage.FROM
        || right.joined()
        || right.items().stream().anyMatch(item -> !item.plain())) {
      right = nested(right);
    }
    List<Item> both = new ArrayList<>(left.items());
    both.addAll(right.items());
    List<String> columns = both.stream().map(Item::sql).toList();
    String text =
        left.fromClause()
            + "\n"
            + join.type().name()
            + " JOIN "
            + right.fromClause()
            + "\n  ON "
            + DuckDbExpressions.strip(join.condition().accept(expressions(columns)));
    List<Item> result = join.columns().size() == left.items().size() ? left.items() : both;
    return Select.from(text, named(columns, join.columns(), result), true);
  }

  @Override
  public Select visit(PlanNode.SetOperation operation) {
    List<String> inputs =
        operation.inputs().stream()
            .map(input -> "(\n" + Select.indent(write(input)) + "\n)")
            .toList();
    String word = "\n" + operation.kind() + (operation.all() ? " ALL" : "") + "\n";
    return aliased(Select.nested(String.join(word, inputs)), names(operation.columns()));
  }

  @Override
  public Select visit(PlanNode.Sort sort) {
    Select input = sort.input().accept(this);
    Select open = input.isBefore(Stage.ORDER) ? input : nested(input);
    String keys =
        sort.keys().stream()
            .filter(key -> !isNumber(open.columns().get(key.column())))
            .map(
                key ->
                    open.columns().get(key.column())
                        + (key.descending() ? " DESC" : "")
                        + (key.nullsFirst() ? " NULLS FIRST" : " NULLS LAST"))
            .collect(Collectors.joining(", "));
    List<String> clauses = new ArrayList<>();
    if (!keys.isEmpty()) {
      clauses.add("ORDER BY " + keys);
    }
    sort.limit().ifPresent(n -> clauses.add("LIMIT " + n));
    sort.offset().ifPresent(n -> clauses.add("OFFSET " + n));
    return open.order(String.join("\n", clauses));
  }

  /** A number in ORDER BY would be a column's position; an order by a constant is none. */
  private static boolean isNumber(String sql) {
    return sql.chars().allMatch(Character::isDigit);
  }

  /** A SELECT as the source of another. */
  private Select nested(Select select) {
    return source(Select.nested(select.text()), select.names());
  }

  private Select source(String text, List<String> names) {
    String alias = "t" + ++sources;
    return Select.from(text + " AS " + alias, items(alias, names), false);
  }

  /** A source whose columns have no names, or others. */
  private Select aliased(String text, List<String> names) {
    String alias = "t" + ++sources;
    String list = names.stream().map(Identifiers::quote).collect(Collectors.joining(", "));
    return Select.from(text + " AS " + alias + "(" + list + ")", items(alias, names), false);
  }

  private static List<Item> items(String alias, List<String> names) {
    return names.stream()
        .map(name -> new Item(alias + "." + Identifiers.quote(name), name, true))
        .toList();
  }

  private static List<Item> named(List<String> columns, List<Column> output, List<Item> items) {
    List<String> names = names(output);
    return IntStream.range(0, names.size())
        .mapToObj(i -> new Item(columns.get(i), names.get(i), items.get(i).plain()))
        .toList();
  }

  private static List<String> names(List<Column> columns) {
    return Identifiers.distinct(columns.stream().map(Column::name).toList());
  }

  /**
   * Whether a node's expressions can stand in the SELECT of its input. Sub-queries refer to names
   * only: an aggregate inside of one would be the sub-query's own.
   */
  private static boolean isOpen(Select input, PlanNode node) {
    return node.subQueries().isEmpty()
        ? input.isBefore(Stage.SELECT)
        : input.isBefore(Stage.GROUP) && input.items().stream().allMatch(Item::plain);
  }

  private DuckDbExpressions expressions(List<String> terms) {
    return DuckDbExpressions.over(terms, this);
  }

  @Override
  public String write(Expression.OuterReference reference) {
    return outer.get(outer.size() - reference.depth()).get(reference.index());
  }

  @Override
  public String write(Expression.SubQuery subQuery, List<String> operands, List<String> row) {
    outer.add(row);
    String query = Select.nested(write(subQuery.query()));
    outer.remove(outer.size() - 1);
    return switch (subQuery.kind()) {
      case VALUE -> query;
      case EXISTS -> "(EXISTS " + query + ")";
      case ANY ->
          operands.size() == 1
              ? "(%s %s ANY %s)".formatted(operands.get(0), subQuery.comparison().symbol(), query)
              : anyRow(operands, query, subQuery.query().columns());
    };
  }

  /** DuckDB compares rows as if NULL were a value, so the truth of a comparison is counted. */
  private String anyRow(List<String> operands, String query, List<Column> columns) {
    String alias = "t" + ++sources;
    List<String> names = names(columns);
    String equal =
        IntStream.range(0, operands.size())
            .mapToObj(i -> operands.get(i) + " = " + alias + "." + Identifiers.quote(names.get(i)))
            .collect(Collectors.joining(" AND "));
    return ("(SELECT CASE WHEN count(*) FILTER (WHERE %s) > 0 THEN TRUE WHEN count(*) FILTER (WHERE"
            + " (%s) IS NULL) > 0 THEN NULL ELSE FALSE END FROM %s AS %s)")
        .formatted(equal, equal, query, alias);
  }
}
