package io.thalweg.definitions.internal.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.definitions.Location;
import io.thalweg.definitions.SourceText;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

class ScalarTextTest {

  private static SourceText sql(SourceFile file) {
    MappingNode document =
        (MappingNode)
            YamlText.parse(
                    file,
                    problem -> {
                      throw new AssertionError(problem);
                    })
                .orElseThrow();
    for (NodeTuple tuple : document.getValue()) {
      if (((ScalarNode) tuple.getKeyNode()).getValue().equals("sql")) {
        return ScalarText.of(file, (ScalarNode) tuple.getValueNode());
      }
    }
    throw new AssertionError("no key sql in " + file.text());
  }

  /** Every visible character of the text must be found where the text says that it stands. */
  private static SourceText checked(String yaml) {
    SourceFile file = new SourceFile("a.yaml", yaml);
    SourceText sql = sql(file);
    for (int offset = 0; offset < sql.text().length(); offset++) {
      int wanted = sql.text().codePointAt(offset);
      if (wanted > ' ' && !Character.isLowSurrogate(sql.text().charAt(offset))) {
        Location at = sql.locate(offset);
        String line = file.lines().get(at.line() - 1);
        assertThat(at.column()).as(yaml).isLessThanOrEqualTo(line.codePointCount(0, line.length()));
        int found = line.codePointAt(line.offsetByCodePoints(0, at.column() - 1));
        if (found != '\\') {
          assertThat(Character.toString(found))
              .as("offset %s of <%s> in%n%s", offset, sql.text(), yaml)
              .isEqualTo(Character.toString(wanted));
        }
      }
    }
    return sql;
  }

  private static void assertPlace(String yaml, String word, int line, int column) {
    SourceText sql = checked(yaml);
    int offset = sql.text().indexOf(word);
    assertThat(sql.locate(offset)).isEqualTo(new Location("a.yaml", line, column));
    int lineInText = (int) sql.text().substring(0, offset).chars().filter(c -> c == '\n').count();
    int columnInText = offset - sql.text().lastIndexOf('\n', offset) - 1;
    assertThat(sql.locate(lineInText + 1, columnInText + 1))
        .isEqualTo(new Location("a.yaml", line, column));
  }

  @ParameterizedTest
  @ValueSource(strings = {"|", "|-", "|+", "| # comment", "&anchor |", "!!str |-", "&a\n  |"})
  void aLiteralBlockKeepsItsLines(String header) {
    int more = header.contains("\n") ? 1 : 0;
    assertPlace("a: 1\nsql: " + header + "\n  SELECT x\n\n    FROM y\n\n", "y", 5 + more, 10);
  }

  @Test
  void aLiteralBlockMaySayItsIndentation() {
    assertPlace("sql: |2\n    SELECT x\n  FROM y\n", "SELECT", 2, 5);
    assertPlace("sql: |1-\n\n   SELECT x\n FROM y\nb: 1", "y", 4, 7);
  }

  @Test
  void aLiteralBlockMayBeginWithEmptyLines() {
    assertPlace("sql: |\n\n\n   SELECT x\n   FROM y", "y", 5, 9);
  }

  @Test
  void linesMayEndTheWayOfWindows() {
    assertPlace("a: 1\r\nsql: |\r\n  SELECT x\r\n  FROM y\r\n", "y", 4, 8);
  }

  @Test
  void aPlainValueStandsOnItsLine() {
    assertPlace("sql:   SELECT x FROM y", "y", 1, 22);
    assertPlace("{a: 1, sql: SELECT x FROM y}", "y", 1, 27);
    assertPlace("sql:\n  SELECT x FROM y", "y", 2, 17);
  }

  @Test
  void aPlainValueMayGoOverLines() {
    assertPlace("sql: SELECT x  \n\n\n    FROM  y\n  WHERE z", "y", 4, 11);
    assertPlace("sql: SELECT x\n\n\n    FROM  y\n  WHERE z", "z", 5, 9);
  }

  @Test
  void aSingleQuotedValueIsFoundBehindItsQuotes() {
    assertPlace("sql: 'SELECT ''x'', ''y'' FROM t'", "FROM", 1, 27);
    assertPlace("sql: 'SELECT ''x'',\n\n  ''y'' FROM t'", "FROM", 3, 9);
  }

  @Test
  void aDoubleQuotedValueIsFoundBehindItsEscapes() {
    assertPlace("sql: \"SELECT \\\"x\\\", \\x41, \\u00e9 FROM t\"", "FROM", 1, 34);
    assertPlace("sql: \"SELECT \\U0001F600 FROM t\"", "FROM", 1, 25);
    assertPlace("sql: \"SELECT x,\\n  y \\\n   \\  FROM t\"", "FROM", 2, 7);
    assertPlace("sql: \"SELECT x\n\n  FROM t\"", "t", 3, 8);
  }

  @Test
  void aFoldedBlockIsFoundAcrossItsFolds() {
    String yaml = "sql: >-\n\n  SELECT\n  x,\n\n\n  y\n    , z\n    , w\n  FROM t\n\n";
    assertPlace(yaml, "x", 4, 3);
    assertPlace(yaml, "y", 7, 3);
    assertPlace(yaml, "w", 9, 7);
    assertPlace(yaml, "t", 10, 8);
    assertPlace("sql: >2\n    SELECT\n  x\n", "x", 3, 3);
  }

  @Test
  void charactersOutsideOfTheBasicPlaneAreOneColumn() {
    assertPlace("sql: SELECT '😀' FROM y", "y", 1, 22);
    assertPlace("\"😀\": 1\nsql: |\n  '😀' y", "y", 3, 7);
  }

  @Test
  void anEmptyValueStandsWhereItBegins() {
    assertThat(checked("sql: ''").locate(1, 1)).isEqualTo(new Location("a.yaml", 1, 7));
    assertThat(checked("sql: |\na: 1").locate(1, 1).line()).isBetween(1, 2);
  }

  @ParameterizedTest
  @EnumSource(
      value = ScalarStyle.class,
      names = {"PLAIN", "SINGLE_QUOTED", "DOUBLE_QUOTED", "LITERAL", "FOLDED"})
  void randomTextsAreFoundInEveryStyle(ScalarStyle style) {
    Random random = new Random(style.ordinal());
    String[] pieces = {
      "SELECT", "x", "'it''s'", "\"q\"", " ", "  ", "\n", "\n\n", "é", "😀", ",", "\\"
    };
    for (int i = 0; i < 3_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(20); j >= 0; j--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      DumpSettings settings =
          DumpSettings.builder()
              .setDefaultScalarStyle(style)
              .setWidth(8 + random.nextInt(40))
              .setIndent(1 + random.nextInt(6))
              .setSplitLines(random.nextBoolean())
              .setUseUnicodeEncoding(random.nextBoolean())
              .build();
      String yaml = new Dump(settings).dumpToString(Map.of("sql", text.toString()));
      // Not the blanks: the library's folding does not always keep them.
      assertThat(checked(yaml).text().replaceAll("\\s", ""))
          .isEqualTo(text.toString().replaceAll("\\s", ""));
    }
  }
}
