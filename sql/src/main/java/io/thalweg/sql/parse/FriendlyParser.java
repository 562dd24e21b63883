package io.thalweg.sql.parse;

import io.thalweg.sql.parameters.NamedParameter;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.babel.SimpleCharStream;
import org.apache.calcite.sql.parser.babel.SqlBabelParserImpl;
import org.apache.calcite.sql.parser.babel.SqlBabelParserImplTokenManager;
import org.apache.calcite.sql.parser.babel.Token;
import org.apache.calcite.sql.parser.babel.TokenMgrError;
import org.apache.calcite.sql.util.SqlShuttle;

/**
 * Calcite's Babel parser, which takes nearly every word of SQL as a name, taught to take {@code
 * date}, {@code time} and {@code timestamp} too: they are what people call their columns. And it
 * knows named parameters, {@code :machine}.
 */
final class FriendlyParser extends SqlBabelParserImpl {

  private static final int LONGEST_NAME = 200;

  /** The name of each parameter in the text, in its order; null for a question mark. */
  private final List<String> parameters = new ArrayList<>();

  private FriendlyParser(String text) {
    super(new StringReader(text));
    token_source = new Tokens(new Characters(new StringReader(text)), parameters);
  }

  /**
   * Parses statements, separated by semicolons. Names keep their case and are quoted with {@code
   * "}.
   *
   * <p>Calcite's {@code SqlParser} would do the same, but it loads its own parser beside this one,
   * which costs a tenth of a second at start.
   *
   * @throws SqlParseException whose cause is a {@link StackOverflowError} where the text is nested
   *     too deeply
   */
  static SqlNodeList parse(String text) throws SqlParseException {
    return parse(text, parser -> (SqlNodeList) parser.named(parser.parseSqlStmtList()));
  }

  /**
   * Parses one expression and nothing behind it.
   *
   * @throws SqlParseException as {@link #parse}
   */
  static SqlNode parseExpression(String text) throws SqlParseException {
    return parse(text, parser -> parser.named(parser.parseSqlExpressionEof()));
  }

  private SqlNode named(SqlNode parsed) {
    return parameters.isEmpty() ? parsed : parsed.accept(new Naming(parameters));
  }

  private interface Rule<T> {
    T parse(FriendlyParser parser) throws Exception;
  }

  private static <T> T parse(String text, Rule<T> rule) throws SqlParseException {
    FriendlyParser parser = new FriendlyParser(text);
    parser.setQuotedCasing(Casing.UNCHANGED);
    parser.setUnquotedCasing(Casing.UNCHANGED);
    parser.setIdentifierMaxLength(LONGEST_NAME);
    parser.setTimeUnitCodes(Map.of());
    parser.setConformance(PortableConformance.INSTANCE);
    parser.switchTo(LexicalState.DQID);
    parser.setOriginalSql(text);
    try {
      return rule.parse(parser);
    } catch (Exception | StackOverflowError | TokenMgrError e) {
      throw parser.normalizeException(e);
    }
  }

  /** A tab counts as one character, as in every location we report. */
  @Override
  public void setTabSize(int size) {
    if (size != 1) {
      throw new IllegalArgumentException("a tab is one character");
    }
  }

  /** Gives parameters their names. */
  private static final class Naming extends SqlShuttle {
    private final List<String> names;

    Naming(List<String> names) {
      this.names = names;
    }

    @Override
    public SqlNode visit(SqlDynamicParam parameter) {
      String name = names.get(parameter.getIndex());
      return name == null
          ? parameter
          : new NamedParameter(name, parameter.getIndex(), parameter.getParserPosition());
    }
  }

  private static final class Characters extends SimpleCharStream {
    Characters(Reader reader) {
      super(reader, 1, 1);
      tabSize = 1;
    }
  }

  /**
   * Makes a name of the word unless a literal follows it, a parenthesis does, or it is the type of
   * a cast; and one token of a colon and the word right behind it.
   */
  private static final class Tokens extends SqlBabelParserImplTokenManager {

    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final List<String> parameters;
    private final Deque<Boolean> castParentheses = new ArrayDeque<>();
    private Token previous = new Token();
    private Token following;

    Tokens(SimpleCharStream characters, List<String> parameters) {
      super(characters);
      this.parameters = parameters;
    }

    @Override
    public Token getNextToken() {
      Token token = following == null ? super.getNextToken() : following;
      following = null;
      switch (token.kind) {
        case LPAREN -> castParentheses.push(isCast(previous.kind));
        case RPAREN -> castParentheses.poll();
        case COLON -> {
          following = super.getNextToken();
          if (isRightBehind(token, following) && WORD.matcher(following.image).matches()) {
            makeParameter(token, following);
            following = null;
          }
        }
        case HOOK -> parameters.add(null);
        case DATE, TIME, TIMESTAMP -> {
          following = super.getNextToken();
          if (!startsLiteral(following.kind) && !isTypeHere()) {
            token.kind = IDENTIFIER;
          }
        }
        default -> {}
      }
      previous = token;
      return token;
    }

    private static boolean isRightBehind(Token token, Token next) {
      return next.beginLine == token.endLine && next.beginColumn == token.endColumn + 1;
    }

    /** The grammar knows parameters as question marks. */
    private void makeParameter(Token colon, Token word) {
      parameters.add(word.image);
      colon.kind = HOOK;
      colon.image += word.image;
      colon.endLine = word.endLine;
      colon.endColumn = word.endColumn;
    }

    private boolean isTypeHere() {
      boolean inCast = Boolean.TRUE.equals(castParentheses.peek()) && previous.kind == AS;
      return inCast || previous.kind == INFIX_CAST;
    }

    private static boolean startsLiteral(int kind) {
      return switch (kind) {
        case QUOTED_STRING, PREFIXED_STRING_LITERAL, UNICODE_STRING_LITERAL, LPAREN -> true;
        default -> false;
      };
    }

    private static boolean isCast(int kind) {
      return kind == CAST || kind == TRY_CAST || kind == SAFE_CAST;
    }
  }
}
