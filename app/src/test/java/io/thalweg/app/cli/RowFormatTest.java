package io.thalweg.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.app.cli.RowFormat.ColumnName;
import io.thalweg.app.cli.RowFormat.RowWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowFormatTest {

  private static final List<ColumnName> COLUMNS =
      List.of(new ColumnName("machine", "string"), new ColumnName("n", "decimal(10,2)"));

  private static String written(RowFormat format, String[]... rows) {
    StringWriter text = new StringWriter();
    RowWriter writer = format.writer(new PrintWriter(text), COLUMNS);
    for (String[] row : rows) {
      writer.row(row);
    }
    writer.end();
    return text.toString().replace(System.lineSeparator(), "\n");
  }

  private static String[] row(String... cells) {
    return cells;
  }

  @Test
  void aTablePutsNumbersToTheRightUnderTheirNames() {
    assertThat(written(RowFormat.TABLE, row("press-1", "1.50"), row("ü", "12.00")))
        .isEqualTo(
            """
            machine      n
            -------  -----
            press-1   1.50
            ü        12.00
            (2 rows)
            """);
  }

  @Test
  void aTableShowsWhatWouldSteerTheTerminalAsText() {
    assertThat(written(RowFormat.TABLE, row("a\u001b[2Jb\n", null)))
        .contains("a\\u001b[2Jb\\u000a")
        .contains("NULL")
        .contains("(1 row)");
  }

  @Test
  void aTableOfMoreRowsThanItMeasuresShowsThemAll() {
    String[][] rows = new String[2500][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row("m" + i, Integer.toString(i));
    }
    String table = written(RowFormat.TABLE, rows);
    assertThat(table.lines()).hasSize(2500 + 3);
    assertThat(table).contains("m2499").endsWith("(2500 rows)\n");
  }

  @Test
  void jsonIsAnArrayOfObjectsWithNumbersAsNumbers() {
    assertThat(written(RowFormat.JSON, row("a\"b", "1.50"), row(null, null)))
        .isEqualTo(
            """
            [
            {"machine": "a\\"b", "n": 1.50},
            {"machine": null, "n": null}
            ]
            """);
  }

  @Test
  void jsonWithoutRowsIsAnEmptyArray() {
    assertThat(written(RowFormat.JSON)).isEqualTo("[]\n");
  }

  @Test
  void csvTellsNullFromAnEmptyTextAndQuotesWhatItMust() {
    assertThat(written(RowFormat.CSV, row("", null), row("a,\"b\"\nc", "2.00")))
        .isEqualTo("machine,n\n\"\",\n\"a,\"\"b\"\"\nc\",2.00\n");
  }
}
