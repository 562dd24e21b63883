package io.thalweg.sql.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.QualityRule;
import io.thalweg.definitions.QualityRule.Otherwise;
import io.thalweg.definitions.SourceText;
import io.thalweg.definitions.Stream;
import io.thalweg.definitions.Stream.UnknownFields;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QualityCompilerTest {

  private static Stream stream(String check) {
    return new Stream(
        "telemetry",
        Optional.empty(),
        List.of(
            new Field("machine", Primitive.STRING, true),
            new Field("time", Primitive.TIMESTAMP, true),
            new Field("temperature", Primitive.DOUBLE, false),
            new Field("running", Primitive.BOOLEAN, false)),
        Optional.of("machine"),
        Optional.empty(),
        1,
        UnknownFields.REFUSE,
        Optional.empty(),
        List.of(
            new QualityRule(
                "rule", SourceText.of("a.yaml", check), Otherwise.WARN, Optional.empty())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "temperature BETWEEN -50 AND 250 | [2]",
        "running | [3]",
        "time > '2020-01-01' AND machine LIKE 'press-%' | [0, 1]",
        "TRUE | []",
        "temperature > 0 -- below is impossible | [2]",
        "CASE WHEN running THEN temperature > 20 ELSE TRUE END | [2, 3]",
      })
  void aConditionOverTheFieldsIsARule(String check, String fields) {
    QualityCompiler.Result result = QualityCompiler.compile(stream(check));

    assertThat(result.problems()).isEmpty();
    assertThat(result.rules().get(0).fields()).hasToString(fields);
  }

  @Test
  void aStreamOfOneFieldHasRulesToo() {
    Stream one =
        new Stream(
            "switch",
            Optional.empty(),
            List.of(new Field("holds", Primitive.BOOLEAN, false)),
            Optional.empty(),
            Optional.empty(),
            1,
            UnknownFields.REFUSE,
            Optional.empty(),
            List.of(
                new QualityRule(
                    "rule", SourceText.of("a.yaml", "holds"), Otherwise.WARN, Optional.empty())));

    assertThat(QualityCompiler.compile(one).problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "temprature > 3 | a.yaml:1:1 SQL_UNKNOWN_COLUMN",
        "temperature > 1 AND hot | a.yaml:1:21 SQL_UNKNOWN_COLUMN",
        "temperature > 'warm' | a.yaml:1:1 SQL_TYPE_MISMATCH",
        "temperature | a.yaml:1:1 QUALITY_NOT_A_CONDITION",
        "NULL | a.yaml:1:1 QUALITY_NOT_A_CONDITION",
        "MAX(temperature) > 3 | a.yaml:1:1 QUALITY_NOT_A_CONDITION",
        "temperature > | a.yaml:1:13 SQL_SYNTAX",
        "temperature > 1; DROP TABLE telemetry | a.yaml:1:16 SQL_SYNTAX",
        "temperature > 1) OR (temperature < 0 | a.yaml:1:16 SQL_SYNTAX",
        "temperature > 1) FROM telemetry -- | a.yaml:1:16 SQL_SYNTAX",
        "SELECT temperature > 1 FROM telemetry | a.yaml:1:1 SQL_SYNTAX",
        "temperature > 1 GROUP BY machine | a.yaml:1:17 SQL_SYNTAX",
        "temperature > (SELECT 1) | a.yaml:1:1 QUALITY_UNSUPPORTED",
        "EXISTS (SELECT 1 FROM telemetry) | a.yaml:1:1 QUALITY_UNSUPPORTED",
        "time < CURRENT_TIMESTAMP | a.yaml:1:1 QUALITY_UNSUPPORTED",
        "ROW_NUMBER() OVER (ORDER BY time) > 1 | a.yaml:1:1 QUALITY_UNSUPPORTED",
        "CAST(temperature AS VARCHAR) = '1' | a.yaml:1:1 QUALITY_UNSUPPORTED",
        "glob(machine, '*') | a.yaml:1:1 SQL_UNKNOWN_FUNCTION",
        "-- nothing | a.yaml:1:1 SQL_EMPTY",
      })
  void whatIsNoConditionOnOneEventIsRefusedAtItsPlace(String check, String expected) {
    QualityCompiler.Result result = QualityCompiler.compile(stream(check));

    assertThat(result.rules()).isEmpty();
    assertThat(result.problems())
        .extracting(problem -> problem.location() + " " + problem.code())
        .containsExactly(expected);
  }
}
