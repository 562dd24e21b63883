package io.thalweg.testing.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.sql.functions.FunctionCatalog;
import io.thalweg.sql.functions.FunctionEntry;
import io.thalweg.testing.house.Checkout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The page about SQL lists the functions that there are, as they describe themselves. {@code
 * -Dthalweg.write-docs=true} writes them into it.
 */
class SqlPageTest {

  private static final String BEGIN = "<!-- functions: begin -->\n";
  private static final String END = "<!-- functions: end -->";

  @Test
  void thePageListsEveryFunction() throws Exception {
    Path page = Checkout.ROOT.resolve("docs/sql.md");
    String text = Files.readString(page);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END);
    String wanted = text.substring(0, begin) + functions() + text.substring(end);
    if (Boolean.getBoolean("thalweg.write-docs")) {
      Files.writeString(page, wanted);
    }
    assertThat(text).isEqualTo(wanted);
  }

  private static String functions() {
    StringBuilder text = new StringBuilder();
    FunctionEntry.Group group = null;
    for (FunctionEntry entry : FunctionCatalog.entries()) {
      if (entry.group() != group) {
        group = entry.group();
        text.append("\n### %s\n\n| written | means |\n| --- | --- |\n".formatted(group.title()));
      }
      text.append(
          "| `%s` | %s |\n".formatted(entry.signature().replace("|", "\\|"), entry.meaning()));
    }
    return text.append('\n').toString();
  }
}
