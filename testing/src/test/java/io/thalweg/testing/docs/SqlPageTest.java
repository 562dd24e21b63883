package io.thalweg.testing.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.definitions.Problem;
import io.thalweg.definitions.SourceText;
import io.thalweg.sql.SqlCompiler;
import io.thalweg.sql.catalog.Catalog;
import io.thalweg.sql.functions.FunctionCatalog;
import io.thalweg.sql.functions.FunctionEntry;
import io.thalweg.sql.problem.InvalidSqlException;
import io.thalweg.sql.problem.SqlProblem;
import io.thalweg.testing.house.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.calcite.sql.SqlOperator;
import org.junit.jupiter.api.Test;

/**
 * The page about SQL lists the functions that there are, as they describe themselves, and names no
 * others. {@code -Dthalweg.write-docs=true} writes the list into it.
 */
class SqlPageTest {

  private static final Path PAGE = Checkout.ROOT.resolve("docs/sql.md");
  private static final String BEGIN = "<!-- functions: begin -->\n";
  private static final String END = "<!-- functions: end -->";

  /** A function's name: what stands right before a parenthesis. */
  private static final Pattern CALL = Pattern.compile("\\b([A-Z][A-Z0-9_]+)\\(");

  /** A parenthesis that belongs to a type. */
  private static final Set<String> TYPES = Set.of("DECIMAL");

  @Test
  void thePageListsEveryFunction() throws Exception {
    String text = Files.readString(PAGE);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END);
    String wanted = text.substring(0, begin) + functions() + text.substring(end);
    if (Boolean.getBoolean("thalweg.write-docs")) {
      Files.writeString(PAGE, wanted);
    }
    assertThat(text).isEqualTo(wanted);
  }

  @Test
  void anEntryNamesEveryFunctionThatItStandsFor() {
    for (FunctionEntry entry : FunctionCatalog.entries()) {
      List<String> names =
          entry.operators().stream()
              .map(SqlOperator::getName)
              .filter(name -> name.matches("[A-Z][A-Z0-9_]+"))
              .toList();
      assertThat(List.of((entry.signature() + " " + entry.meaning()).split("[^A-Z0-9_]+")))
          .as(entry.signature())
          .containsAll(names);
    }
  }

  @Test
  void thePageNamesNoFunctionThatThereIsNot() throws Exception {
    Set<String> names = calls();
    assertThat(names).contains("CHAR_LENGTH", "LENGTH", "CEILING", "VARIANCE");
    assertThat(names).filteredOn(name -> !isKnown(name)).isEmpty();
    assertThat(isKnown("CEILNG")).isFalse();
  }

  private static Set<String> calls() throws IOException {
    Set<String> names = new TreeSet<>();
    CALL.matcher(Files.readString(PAGE)).results().forEach(call -> names.add(call.group(1)));
    names.removeAll(TYPES);
    return names;
  }

  /** Whether the compiler has the function, whatever it says to its arguments. */
  private static boolean isKnown(String name) {
    try {
      SourceText sql = SourceText.of("page", "SELECT %s(1)".formatted(name));
      new SqlCompiler(new Catalog(List.of())).compile(sql);
      return true;
    } catch (InvalidSqlException e) {
      return e.problems().stream()
          .map(Problem::code)
          .noneMatch(SqlProblem.SQL_UNKNOWN_FUNCTION.name()::equals);
    }
  }

  private static String functions() {
    StringBuilder text = new StringBuilder();
    FunctionEntry.Group group = null;
    for (FunctionEntry entry : FunctionCatalog.entries()) {
      if (entry.group() != group) {
        group = entry.group();
        text.append(
            "\n### %s\n\n| written | result | means |\n| --- | --- | --- |\n"
                .formatted(group.title()));
      }
      text.append(
          "| `%s` | %s | %s |\n"
              .formatted(entry.signature().replace("|", "\\|"), entry.result(), entry.meaning()));
    }
    return text.append('\n').toString();
  }
}
