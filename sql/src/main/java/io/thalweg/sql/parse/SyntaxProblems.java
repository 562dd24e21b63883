package io.thalweg.sql.parse;

import io.thalweg.definitions.Location;
import io.thalweg.definitions.Problem;
import io.thalweg.definitions.SourceText;
import io.thalweg.sql.problem.Chance;
import io.thalweg.sql.problem.SqlProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.parser.babel.ParseException;
import org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants;
import org.apache.calcite.sql.parser.babel.Token;

/** The parser's findings in our words. */
final class SyntaxProblems {

  private static final Pattern LEXICAL = Pattern.compile("line (\\d+), column (\\d+)");

  private static final Pattern UUID = Pattern.compile("(?i)UUID\\s*\\(");

  /** More possibilities than that help nobody. */
  private static final int MOST_EXPECTED = 8;

  private static final Set<String> CLAUSES =
      Set.of(
          "SELECT", "FROM", "WHERE", "GROUP", "HAVING", "LIMIT", "JOIN", "ON", "AND", "OR", "NOT",
          "AS", "UNION", "BY", "CASE", "WHEN", "THEN", "ELSE");

  /** Words that the parser knows and we refuse. */
  private static final Set<String> UNSUPPORTED =
      Set.of("LATERAL", "UNNEST", "?", "DECIMAL", "MEASURE");

  private SyntaxProblems() {}

  static Problem of(SqlParseException e, SourceText sql) {
    String message = e.getMessage() == null ? "" : e.getMessage();
    SqlParserPos position = e.getPos();
    if (e.getCause() instanceof ParseException parsed && position != null) {
      return unexpected(
          e,
          sql,
          position,
          parsed.currentToken == null ? wordsAt(sql.text(), position) : found(parsed));
    }
    Matcher place = LEXICAL.matcher(message);
    if (message.startsWith("Lexical error") && place.find()) {
      return lexical(sql, Integer.parseInt(place.group(1)), Integer.parseInt(place.group(2)));
    }
    Location location =
        position == null
            ? sql.locate(0)
            : sql.locate(position.getLineNum(), position.getColumnNum());
    if (message.startsWith("MINUS ")) {
      return SqlProblem.SQL_UNSUPPORTED
          .at(location, "MINUS is not supported")
          .withHint("Write EXCEPT.");
    }
    return message.startsWith("Non-query")
        ? SqlProblem.SQL_SYNTAX.at(location, "only a SELECT can stand here")
        : SqlProblem.SQL_SYNTAX
            .at(location, "the statement does not follow SQL's grammar")
            .withDetail(firstLine(message));
  }

  /** The words that the parser has looked at; the last does not fit. */
  private static List<String> found(ParseException e) {
    int longest =
        Arrays.stream(e.expectedTokenSequences).mapToInt(seq -> seq.length).max().orElse(1);
    List<String> words = new ArrayList<>();
    Token token = e.currentToken.next;
    for (int i = 0; i < longest && token != null; i++) {
      words.add(token.kind == SqlBabelParserImplConstants.EOF ? "<EOF>" : token.image);
      token = token.kind == SqlBabelParserImplConstants.EOF ? null : token.next;
    }
    return words;
  }

  /**
   * Of a keyword in a wrong place the parser only says where it is; what comes next is wrong too.
   */
  private static List<String> wordsAt(String text, SqlParserPos position) {
    String lines = text.lines().skip(position.getLineNum() - 1L).collect(Collectors.joining("\n"));
    int start = Math.min(position.getColumnNum() - 1, lines.length());
    String[] rest = lines.substring(start).strip().split("\\s+", 3);
    return rest.length > 1 ? List.of(rest[0], rest[1]) : List.of(rest[0], "<EOF>");
  }

  private static Problem unexpected(
      SqlParseException e, SourceText sql, SqlParserPos position, List<String> words) {
    var location = sql.locate(position.getLineNum(), position.getColumnNum());
    int offset = sql.offset(position.getLineNum(), position.getColumnNum());
    if (words.get(0).equals("'")) {
      return SqlProblem.SQL_SYNTAX
          .at(location, "the text that begins here has no end")
          .withHint("Close it with ', and write '' for a ' inside it.");
    }
    if (UUID.matcher(sql.text()).region(offset, sql.text().length()).lookingAt()) {
      // the parser knows it as the name of a type
      return Chance.problem("UUID", location);
    }
    boolean ends = words.get(words.size() - 1).equals("<EOF>");
    String seen = String.join(" ", ends ? words.subList(0, words.size() - 1) : words);
    String message =
        ends
            ? seen.isEmpty()
                ? "the statement ends too early"
                : "the statement ends behind \"%s\"".formatted(seen)
            : "\"%s\" cannot stand here".formatted(seen);
    Problem problem = SqlProblem.SQL_SYNTAX.at(location, message);
    List<String> expected =
        e.getExpectedTokenNames().stream()
            .filter(token -> !token.startsWith("<"))
            .map(token -> token.replaceAll("^\"|\"$", ""))
            .filter(token -> !UNSUPPORTED.contains(token))
            .distinct()
            .sorted()
            .toList();
    if (!expected.isEmpty() && expected.size() <= MOST_EXPECTED) {
      problem =
          problem.withDetail(
              expected.stream().collect(Collectors.joining(", ", "What can stand here: ", ".")));
    }
    // of "AS some" it is the second that may be no name
    String name = words.get(words.get(0).equalsIgnoreCase("AS") && words.size() > 1 ? 1 : 0);
    boolean word =
        name.chars().allMatch(c -> Character.isLetter(c) || c == '_')
            && !CLAUSES.contains(name.toUpperCase(Locale.ROOT));
    return !ends && word && words.size() > 1
        ? problem.withHint(
            "\"%s\" is a word of SQL; where it is a name, put it in double quotes.".formatted(name))
        : problem;
  }

  private static Problem lexical(SourceText sql, int line, int column) {
    return SqlProblem.SQL_SYNTAX
        .at(sql.locate(line, column), "this character has no meaning in SQL")
        .withHint(
            "Texts stand in single quotes, names with other characters than letters, digits and _ in"
                + " double quotes.");
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("") + ".";
  }
}
