package io.thalweg.process.duckdb.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.process.conformance.ConformanceCase;
import io.thalweg.process.conformance.ConformanceSuite;
import io.thalweg.process.conformance.Expected;
import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.evaluate.DataErrorException;
import io.thalweg.sql.evaluate.Evaluator;
import io.thalweg.sql.evaluate.ExpressionEvaluator;
import io.thalweg.sql.evaluate.NotEvaluableException;
import io.thalweg.sql.evaluate.RowValues;
import io.thalweg.sql.plan.Expression;
import io.thalweg.sql.plan.PlanNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Evaluates the functions of the conformance suite without an engine: each expression has the value
 * that an engine gives it, an error of the data where that has one, or is refused by name.
 */
class EvaluatorTest {

  /** What is evaluated here, rules of streams, has single values only. */
  private static final String ARRAYS = "functions/arrays";

  @Test
  void everyExpressionHasTheValueThatEnginesGive() throws Exception {
    SqlFile file = SqlFile.read("one-row.txt");
    RowValues row = row(file.relations().get(0));
    List<String> wrong = new ArrayList<>();
    Set<String> refused = new TreeSet<>();
    int count = 0;
    try (SqlRunner runner = new SqlRunner(file)) {
      for (ConformanceCase test : ConformanceSuite.load().all()) {
        if (!test.group().startsWith("functions/")
            || test.group().equals(ARRAYS)
            || test.inQuery() instanceof Expected.Refused) {
          continue; // no plan
        }
        List<Expression> expressions =
            ((PlanNode.Project) runner.compile(test.sql())).expressions();
        for (int i = 0; i < expressions.size(); i++) {
          String expected = expected(test.inQuery(), i);
          String actual = value(expressions.get(i), row, refused);
          if (actual != null && !same(actual, expected)) {
            wrong.add(test.sql() + " => " + expected + "   but was: " + actual);
          }
          count++;
        }
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(count).isGreaterThan(250);
    assertThat(refused)
        .containsExactly(
            "CAST of DOUBLE to VARCHAR",
            "DATE_FORMAT",
            "JSON_EXISTS",
            "JSON_VALUE",
            "REGEXP_EXTRACT",
            "REGEXP_REPLACE",
            "TIMESTAMPDIFF in MONTHs",
            "TIMESTAMPDIFF in YEARs",
            "TIMESTAMP_MICROS",
            "TIMESTAMP_MILLIS",
            "TIMESTAMP_SECONDS",
            "TO_TIMESTAMP");
  }

  private static String expected(Expected expected, int column) {
    if (!(expected instanceof Expected.Rows table)) {
      return "data error";
    }
    String type = table.rows().columns().get(column).split(" ", 2)[1];
    return (type + " " + table.rows().rows().get(0).get(column)).strip();
  }

  private static boolean same(String actual, String expected) {
    if (expected.startsWith("data error") || actual.startsWith("data error")) {
      return expected.startsWith("data error") && actual.startsWith("data error");
    }
    if (expected.matches("double -?[0-9].*")) {
      double difference =
          Double.parseDouble(actual.split(" ")[1]) - Double.parseDouble(expected.split(" ")[1]);
      return Math.abs(difference) < 1e-12;
    }
    return actual.equals(expected);
  }

  private static String value(Expression compiled, RowValues row, Set<String> refused) {
    try {
      Evaluator evaluator = ExpressionEvaluator.compile(compiled);
      Object value = evaluator.of(row);
      return (compiled.type() + " " + (value == null ? "∅" : text(value, compiled))).strip();
    } catch (DataErrorException e) {
      return "data error: " + e.getMessage();
    } catch (NotEvaluableException e) {
      refused.add(e.getMessage());
      return null;
    }
  }

  private static String text(Object value, Expression expression) {
    if (expression.type() == Primitive.DATE) {
      return LocalDate.ofEpochDay((Long) value).toString();
    }
    if (expression.type() == Primitive.TIMESTAMP) {
      long micros = (Long) value;
      LocalDateTime time =
          LocalDateTime.ofEpochSecond(
              Math.floorDiv(micros, 1_000_000L),
              (int) Math.floorMod(micros, 1_000_000L) * 1_000,
              ZoneOffset.UTC);
      return time.toLocalDate()
          + " "
          + "%02d:%02d:%02d".formatted(time.getHour(), time.getMinute(), time.getSecond())
          + ".%06d".formatted(time.getNano() / 1_000).replaceFirst("\\.?0+$", "");
    }
    return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
  }

  private static RowValues row(SqlFile.Data data) {
    List<Object> values = new ArrayList<>();
    List<Column> columns = data.relation().columns();
    for (int i = 0; i < columns.size(); i++) {
      values.add(value(data.rows().get(0).get(i), columns.get(i)));
    }
    return new RowValues() {
      @Override
      public boolean isNull(int column) {
        return values.get(column) == null;
      }

      @Override
      public long longValue(int column) {
        return (Long) values.get(column);
      }

      @Override
      public double doubleValue(int column) {
        return (Double) values.get(column);
      }

      @Override
      public Object value(int column) {
        return values.get(column);
      }
    };
  }

  private static Object value(String text, Column column) {
    if (text.equals("∅")) {
      return null;
    }
    if (!(column.type() instanceof Primitive type)) {
      return new BigDecimal(text);
    }
    return switch (type) {
      case BOOLEAN -> Boolean.valueOf(text);
      case INT, LONG -> Long.valueOf(text);
      case DOUBLE -> Double.valueOf(text);
      case STRING -> text;
      case DATE -> LocalDate.parse(text).toEpochDay();
      case TIMESTAMP -> {
        LocalDateTime time = LocalDateTime.parse(text.replace(' ', 'T'));
        yield time.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + time.getNano() / 1_000;
      }
    };
  }
}
