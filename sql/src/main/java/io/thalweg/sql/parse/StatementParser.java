package io.thalweg.sql.parse;

import io.thalweg.definitions.SourceText;
import io.thalweg.sql.problem.InvalidSqlException;
import io.thalweg.sql.problem.SqlProblem;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParseException;

/** Parses one SELECT. Thread-safe. */
public final class StatementParser {

  /** Longer texts are no statements that anybody wrote. */
  public static final int MAX_LENGTH = 200_000;

  /** The words that statements begin with which do not ask, on any engine. */
  private static final Set<String> OTHER_STATEMENTS =
      Set.of(
          "ALTER",
          "ANALYZE",
          "ATTACH",
          "BEGIN",
          "CALL",
          "CHECKPOINT",
          "COMMENT",
          "COMMIT",
          "COPY",
          "CREATE",
          "DEALLOCATE",
          "DELETE",
          "DESCRIBE",
          "DETACH",
          "DO",
          "DROP",
          "EXECUTE",
          "EXPLAIN",
          "EXPORT",
          "FORCE",
          "GRANT",
          "IMPORT",
          "INSERT",
          "INSTALL",
          "KILL",
          "LOAD",
          "LOCK",
          "MERGE",
          "PIVOT",
          "PRAGMA",
          "PREPARE",
          "REPLACE",
          "RESET",
          "REVOKE",
          "ROLLBACK",
          "SET",
          "SHOW",
          "START",
          "SUMMARIZE",
          "TRUNCATE",
          "UNPIVOT",
          "UPDATE",
          "UPSERT",
          "USE",
          "VACUUM");

  private StatementParser() {}

  /**
   * Parses a text that is one SELECT, with or without a semicolon behind it.
   *
   * @throws InvalidSqlException where it is not
   */
  public static SqlNode parse(SourceText sql) {
    checkLength(sql);
    checkWords(sql, new WordScanner(sql.text()));
    SqlNodeList statements = parse(sql, FriendlyParser::parse);
    SqlNode statement = statements.get(0);
    if (!statement.isA(SqlKind.QUERY)) {
      throw notSelect(sql, 0, statement.getKind().sql);
    }
    WindowedSets.wrap(statement);
    return statement;
  }

  /**
   * Parses a text that is one expression, such as a condition.
   *
   * @throws InvalidSqlException where it is not
   */
  public static SqlNode parseExpression(SourceText sql) {
    checkLength(sql);
    if (new WordScanner(sql.text()).first() < 0) {
      throw new InvalidSqlException(
          SqlProblem.SQL_EMPTY.at(sql.locate(0), "the expression is empty"));
    }
    return parse(sql, FriendlyParser::parseExpression);
  }

  private static void checkLength(SourceText sql) {
    if (sql.text().length() > MAX_LENGTH) {
      throw new InvalidSqlException(
          SqlProblem.SQL_TOO_LONG.at(
              sql.locate(0),
              "a statement may have %,d characters and this has %,d"
                  .formatted(MAX_LENGTH, sql.text().length())));
    }
  }

  private interface Rule<T> {
    T parse(String text) throws SqlParseException;
  }

  private static <T> T parse(SourceText sql, Rule<T> rule) {
    try {
      return rule.parse(sql.text());
    } catch (SqlParseException e) {
      if (e.getCause() instanceof StackOverflowError) {
        throw tooDeep(sql);
      }
      throw new InvalidSqlException(SyntaxProblems.of(e, sql));
    } catch (StackOverflowError e) {
      throw tooDeep(sql);
    }
  }

  /** The statement needs more of the thread's stack than there is. */
  public static InvalidSqlException tooDeep(SourceText sql) {
    return new InvalidSqlException(
        SqlProblem.SQL_TOO_COMPLEX
            .at(sql.locate(0), "the statement is nested too deeply")
            .withHint("Write it with fewer parentheses, operators or values."));
  }

  private static void checkWords(SourceText sql, WordScanner words) {
    if (words.first() < 0) {
      throw new InvalidSqlException(
          SqlProblem.SQL_EMPTY
              .at(sql.locate(0), "the statement is empty")
              .withHint("Write a SELECT."));
    }
    String first = words.firstWord().toUpperCase(Locale.ROOT);
    if (OTHER_STATEMENTS.contains(first)) {
      throw notSelect(sql, words.first(), first);
    }
    if (words.second() >= 0) {
      throw new InvalidSqlException(
          SqlProblem.SQL_SEVERAL_STATEMENTS
              .at(sql.locate(words.second()), "a second statement begins behind the semicolon")
              .withHint("Write one SELECT."));
    }
  }

  private static InvalidSqlException notSelect(SourceText sql, int offset, String word) {
    return new InvalidSqlException(
        SqlProblem.SQL_NOT_A_SELECT
            .at(sql.locate(offset), "only a SELECT can stand here, not " + word)
            .withHint(
                "Write one SELECT; streams, pipelines and tables are defined in the project."));
  }
}
