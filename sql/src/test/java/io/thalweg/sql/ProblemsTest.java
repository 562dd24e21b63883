package io.thalweg.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.thalweg.definitions.SourceText;
import io.thalweg.sql.problem.InvalidSqlException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What the compiler says of wrong statements; the cases are in {@code src/test/resources/problems}.
 */
class ProblemsTest {

  private final SqlCompiler compiler = new SqlCompiler(Fixture.CATALOG);

  @TestFactory
  Stream<DynamicNode> problems() {
    return Stream.of("names", "types", "groups", "syntax", "refused")
        .map(
            file ->
                DynamicContainer.dynamicContainer(
                    file,
                    Fixture.cases("/problems/" + file + ".txt").stream()
                        .map(
                            test ->
                                DynamicTest.dynamicTest(
                                    test.title(),
                                    () ->
                                        assertThat(said(test.sql())).isEqualTo(test.expected())))));
  }

  private String said(String sql) {
    var thrown =
        catchThrowableOfType(
            InvalidSqlException.class, () -> compiler.compile(SourceText.of("query", sql)));
    assertThat(thrown).as(sql).isNotNull();
    return Fixture.text(thrown.problems());
  }

  @Test
  void aProblemStandsWhereTheTextStandsInItsFile() {
    SourceText sql =
        new SourceText(
            "SELECT machine,\n temprature FROM telemetry",
            List.of(
                new SourceText.Segment(0, new io.thalweg.definitions.Location("p.yaml", 4, 3)),
                new SourceText.Segment(16, new io.thalweg.definitions.Location("p.yaml", 5, 3))));

    var thrown = catchThrowableOfType(InvalidSqlException.class, () -> compiler.compile(sql));

    assertThat(thrown.problems().get(0).location()).hasToString("p.yaml:5:4");
  }

  @Test
  void aStatementThatIsNestedTooDeeplyIsRefusedAndDoesNotHarmTheThread() {
    String deep = "SELECT " + "(".repeat(50_000) + "1" + ")".repeat(50_000);

    assertThatThrownBy(() -> compiler.compile(SourceText.of("query", deep)))
        .isInstanceOf(InvalidSqlException.class)
        .hasMessageContaining("the statement is nested too deeply");
  }

  @Test
  void aStatementThatIsTooLongIsRefusedBeforeItIsParsed() {
    String sql = "SELECT '" + "x".repeat(200_000) + "'";

    assertThatThrownBy(() -> compiler.compile(SourceText.of("query", sql)))
        .isInstanceOf(InvalidSqlException.class)
        .hasMessageContaining("a statement may have 200,000 characters and this has 200,009");
  }
}
