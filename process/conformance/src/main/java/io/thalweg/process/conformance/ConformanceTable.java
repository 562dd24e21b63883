package io.thalweg.process.conformance;

import io.thalweg.process.conformance.Evidence.Where;
import io.thalweg.sql.functions.FunctionCatalog;
import io.thalweg.sql.functions.FunctionEntry;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The table of what is proven and what is refused, for people. */
public final class ConformanceTable {

  private static final String HEAD =
      "| %s | DuckDB, in a pipeline | DuckDB, in a query |\n| --- | --- | --- |\n";

  private final ConformanceSuite suite;

  public ConformanceTable(ConformanceSuite suite) {
    this.suite = suite;
  }

  /** In Markdown. */
  public String markdown() {
    StringBuilder text = new StringBuilder("### Operators\n\n").append(HEAD.formatted("operator"));
    for (Map.Entry<String, List<ConformanceCase>> group : suite.cases().entrySet()) {
      if (!isFunctions(group.getKey())) {
        line(
            text,
            "[%s](../process/conformance/src/main/resources/conformance/%s)"
                .formatted(title(group.getKey()), group.getKey()),
            Evidence.of(group.getValue(), Where.PIPELINE).both(),
            Evidence.of(group.getValue(), Where.QUERY).both());
      }
    }
    text.append("\n### Functions\n\n").append(HEAD.formatted("function"));
    List<ConformanceCase> all = suite.all();
    for (FunctionEntry function : FunctionCatalog.entries()) {
      line(
          text,
          "`" + function.signature().replace("|", "\\|") + "`",
          Evidence.of(function, all, Where.PIPELINE).text(),
          Evidence.of(function, all, Where.QUERY).text());
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String pipeline, String query) {
    text.append("| %s | %s | %s |\n".formatted(name, pipeline, query));
  }

  static boolean isFunctions(String group) {
    return group.startsWith("functions/");
  }

  private static String title(String folder) {
    String words = folder.replace('-', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
