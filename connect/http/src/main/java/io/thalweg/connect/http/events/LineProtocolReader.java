package io.thalweg.connect.http.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.thalweg.buffer.decode.Rejection;
import io.thalweg.connect.http.ApiException;
import java.util.Arrays;

/**
 * Reads InfluxDB's line protocol, a point a line, and writes each as the JSON of its stream's
 * event: {@code measurement,tag=text field=1.5,other="text" 1556813561098000000}. For one thread.
 */
final class LineProtocolReader {

  private static final String FORM =
      "A point is written as: measurement,tag=text field=1.5,count=2i,on=true,note=\"text\" timestamp";

  /** Ends the reading of a line. */
  private static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Rejection why;

    Malformed(String code, String message, String hint) {
      super(message, null, false, false);
      why = new Rejection(code, message, hint);
    }
  }

  private final byte[] body;
  private final int end;
  private final LineTargets targets;
  private final TimestampUnit unit;
  private final String nowMillis;
  private final JsonText json = new JsonText();
  private int position;
  private int line;
  private int lineOfPoint;
  private LineTargets.Target target;
  private Rejection rejection;

  /** What {@link #token} read last, without its escapes. */
  private byte[] token;

  private int tokenStart;
  private int tokenLength;
  private byte[] unescaped = new byte[256];

  LineProtocolReader(
      byte[] body, int length, LineTargets targets, TimestampUnit unit, long nowMillis) {
    this.body = body;
    this.end = length;
    this.targets = targets;
    this.unit = unit;
    this.nowMillis = Long.toString(nowMillis);
  }

  /** Goes to the next point; false at the end. Blank lines and comments are none. */
  boolean next() {
    while (position < end) {
      line++;
      byte c = skipSpaces();
      if (c == '\n') {
        position++;
      } else if (c == '#') {
        skipLine();
      } else if (position < end) {
        lineOfPoint = line;
        readPoint();
        return true;
      }
    }
    return false;
  }

  private void readPoint() {
    rejection = null;
    target = null;
    try {
      token(true, false);
      if (!findTarget()) {
        passRest();
        return;
      }
      json.begin();
      boolean timeIsGiven = readTags();
      timeIsGiven |= readFields();
      readTimestamp(timeIsGiven);
      json.end();
    } catch (Malformed e) {
      rejection = e.why;
      skipLine();
    }
  }

  private boolean findTarget() {
    try {
      target = targets.find(token, tokenStart, tokenLength);
      return true;
    } catch (ApiException e) {
      rejection = new Rejection(e.error().code(), e.error().message(), e.error().hint());
      return false;
    }
  }

  /** Reads on without writing, for a line ends elsewhere when a text holds line ends. */
  private void passRest() {
    json.begin();
    readTags();
    readFields();
    skipLine();
  }

  private boolean readTags() {
    boolean time = false;
    while (position < end && body[position] == ',') {
      position++;
      token(false, true);
      time |= name();
      CellType type =
          target == null ? CellType.TEXT : target.typeOf(token, tokenStart, tokenLength);
      expect('=', "after a tag's key");
      token(false, false);
      if (tokenLength == 0) {
        throw malformed("a tag has no value");
      }
      type.write(json, token, tokenStart, tokenLength);
    }
    return time;
  }

  private boolean readFields() {
    if (position == end || body[position] != ' ' || skipSpaces() == '\n' || position == end) {
      throw malformed("a point has no fields");
    }
    boolean time = false;
    while (true) {
      token(false, true);
      time |= name();
      expect('=', "after a field's key");
      readValue();
      if (position == end || body[position] != ',') {
        return time;
      }
      position++;
    }
  }

  /** Whether it is the name of the event time. */
  private boolean name() {
    if (tokenLength == 0) {
      throw malformed("a key is empty");
    }
    json.name(token, tokenStart, tokenLength);
    return target != null && target.isEventTime(token, tokenStart, tokenLength);
  }

  private void readValue() {
    if (position < end && body[position] == '"') {
      readText();
      return;
    }
    int start = position;
    while (position < end && !isEndOfValue(body[position])) {
      position++;
    }
    int length = position - start;
    byte last = length > 1 ? body[position - 1] : 0;
    if ((last == 'i' || last == 'u') && isWhole(start, length - 1)) {
      json.raw(body, start, length - 1);
    } else if (JsonText.isNumber(body, start, length)) {
      json.raw(body, start, length);
    } else {
      String literal = literal(new String(body, start, Math.min(length, 6), UTF_8));
      if (literal == null) {
        throw malformed("a field's value is no number, boolean or text in quotes");
      }
      json.raw(literal.getBytes(UTF_8), 0, literal.length());
    }
  }

  private boolean isWhole(int start, int length) {
    return JsonText.isNumber(body, start, length) && digitsOnly(start, length);
  }

  private boolean digitsOnly(int start, int length) {
    for (int i = start; i < start + length; i++) {
      if (body[i] != '-' && (body[i] < '0' || body[i] > '9')) {
        return false;
      }
    }
    return true;
  }

  private static String literal(String word) {
    return switch (word) {
      case "t", "T", "true", "True", "TRUE" -> "true";
      case "f", "F", "false", "False", "FALSE" -> "false";
      default -> null;
    };
  }

  private static boolean isEndOfValue(byte c) {
    return c == ',' || c == ' ' || c == '\n' || c == '\r';
  }

  /** A text in quotes may hold line ends; only quotes and backslashes are escaped. */
  private void readText() {
    int start = ++position;
    int firstLine = line;
    int to = 0;
    boolean escapes = false;
    while (position < end && body[position] != '"') {
      byte c = body[position];
      if (c == '\\'
          && position + 1 < end
          && (body[position + 1] == '"' || body[position + 1] == '\\')) {
        if (!escapes) {
          to = copy(start, position);
          escapes = true;
        }
        c = body[++position];
      }
      if (c == '\n') {
        line++;
      }
      if (escapes) {
        to = put(c, to);
      }
      position++;
    }
    if (position == end) {
      // The other points of the body are not lost with it.
      position = start;
      line = firstLine;
      throw malformed("a text has no closing quote");
    }
    if (escapes) {
      json.text(unescaped, 0, to);
    } else {
      json.text(body, start, position - start);
    }
    position++;
  }

  private void readTimestamp(boolean timeIsGiven) {
    byte c = position < end && body[position] == ' ' ? skipSpaces() : at();
    int start = position;
    while (position < end && body[position] > ' ') {
      position++;
    }
    int length = position - start;
    if (length > 0 && c != '\n') {
      String time = digitsOnly(start, length) ? unit.toMillis(body, start, length) : null;
      if (time == null) {
        throw malformed("the timestamp is no whole number of 64 bits");
      }
      writeTime(time);
    } else if (!timeIsGiven) {
      writeTime(nowMillis);
    }
    if (skipSpaces() != '\n' && position < end) {
      throw malformed("something follows the timestamp");
    }
    position++;
  }

  private void writeTime(String millis) {
    byte[] name = target.eventTime();
    if (name != null) {
      json.name(name, 0, name.length);
      byte[] digits = millis.getBytes(UTF_8);
      json.raw(digits, 0, digits.length);
    }
  }

  /**
   * Reads a measurement, key or tag's value up to its end, which stays.
   *
   * @param measurement ends at a comma or space
   * @param key ends at an equals sign
   */
  private void token(boolean measurement, boolean key) {
    int start = position;
    int to = -1;
    while (position < end) {
      byte c = body[position];
      if (c == '\n' || c == ',' || c == ' ' || (c == '=' && !measurement)) {
        break;
      }
      if (c == '\\' && position + 1 < end && isEscapable(body[position + 1], measurement)) {
        if (to < 0) {
          to = copy(start, position);
        }
        c = body[++position];
      }
      if (to >= 0) {
        to = put(c, to);
      }
      position++;
    }
    if (!measurement && !key && at() == '=') {
      throw malformed("an equals sign in a tag's value is not escaped");
    }
    token = to < 0 ? body : unescaped;
    tokenStart = to < 0 ? start : 0;
    tokenLength = to < 0 ? position - start : to;
  }

  private static boolean isEscapable(byte c, boolean measurement) {
    return c == ',' || c == ' ' || (c == '=' && !measurement);
  }

  private int copy(int from, int to) {
    if (unescaped.length < to - from) {
      unescaped = new byte[2 * (to - from)];
    }
    System.arraycopy(body, from, unescaped, 0, to - from);
    return to - from;
  }

  private int put(byte c, int to) {
    if (to == unescaped.length) {
      unescaped = Arrays.copyOf(unescaped, 2 * to);
    }
    unescaped[to] = c;
    return to + 1;
  }

  private void expect(char wanted, String where) {
    if (at() != wanted) {
      throw malformed("'" + wanted + "' is missing " + where);
    }
    position++;
  }

  /** The byte here, 0 at the end. */
  private byte at() {
    return position < end ? body[position] : 0;
  }

  private byte skipSpaces() {
    while (position < end
        && (body[position] == ' ' || body[position] == '\t' || body[position] == '\r')) {
      position++;
    }
    return at();
  }

  private void skipLine() {
    while (position < end && body[position] != '\n') {
      position++;
    }
    position++;
  }

  private static Malformed malformed(String message) {
    return new Malformed("MALFORMED_LINE", message, FORM);
  }

  /** Where the point goes; null when it could not be read so far. */
  LineTargets.Target target() {
    return target;
  }

  /** Of the stream, for counting; what a client made up is not among them. */
  String streamName() {
    return target == null ? "" : target.check().stream().name();
  }

  /** Why there is no JSON for the point, or null. */
  Rejection rejection() {
    return rejection;
  }

  /** From 1. */
  int line() {
    return lineOfPoint;
  }

  JsonText json() {
    return json;
  }
}
