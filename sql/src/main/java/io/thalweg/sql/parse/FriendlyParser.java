package io.thalweg.sql.parse;

import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.babel.SimpleCharStream;
import org.apache.calcite.sql.parser.babel.SqlBabelParserImpl;
import org.apache.calcite.sql.parser.babel.SqlBabelParserImplTokenManager;
import org.apache.calcite.sql.parser.babel.Token;
import org.apache.calcite.sql.parser.babel.TokenMgrError;

/**
 * Calcite's Babel parser, which takes nearly every word of SQL as a name, taught to take {@code
 * date}, {@code time} and {@code timestamp} too: they are what people call their columns.
 */
final class FriendlyParser extends SqlBabelParserImpl {

  private static final int LONGEST_NAME = 200;

  private FriendlyParser(String text) {
    super(new StringReader(text));
    token_source = new Tokens(new Characters(new StringReader(text)));
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
    FriendlyParser parser = new FriendlyParser(text);
    parser.setQuotedCasing(Casing.UNCHANGED);
    parser.setUnquotedCasing(Casing.UNCHANGED);
    parser.setIdentifierMaxLength(LONGEST_NAME);
    parser.setTimeUnitCodes(Map.of());
    parser.setConformance(PortableConformance.INSTANCE);
    parser.switchTo(LexicalState.DQID);
    parser.setOriginalSql(text);
    try {
      return parser.parseSqlStmtList();
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

  private static final class Characters extends SimpleCharStream {
    Characters(Reader reader) {
      super(reader, 1, 1);
      tabSize = 1;
    }
  }

  /**
   * Makes a name of the word unless a literal follows it, a parenthesis does, or it is the type of
   * a cast.
   */
  private static final class Tokens extends SqlBabelParserImplTokenManager {

    private final Deque<Boolean> castParentheses = new ArrayDeque<>();
    private Token previous = new Token();
    private Token following;

    Tokens(SimpleCharStream characters) {
      super(characters);
    }

    @Override
    public Token getNextToken() {
      Token token = following == null ? super.getNextToken() : following;
      following = null;
      switch (token.kind) {
        case LPAREN -> castParentheses.push(isCast(previous.kind));
        case RPAREN -> castParentheses.poll();
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
