package io.thalweg.connect.http.events;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.thalweg.buffer.decode.EventDecoder;
import io.thalweg.buffer.decode.Rejection;
import io.thalweg.connect.http.ApiError;
import io.thalweg.connect.http.ApiException;
import io.thalweg.definitions.Stream;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;

/**
 * The rows of a CSV body (RFC 4180), each written as JSON for the one contract: a cell of a numeric
 * field that is a number becomes one, {@code true} and {@code false} of a boolean field too, all
 * else is text. For one thread.
 */
final class CsvEvents implements Events {

  /** Larger than any event, with what is around it. */
  private static final int MAX_ROW_CHARACTERS = 2 * EventDecoder.MAX_EVENT_BYTES;

  private static final String QUOTES =
      "A quote in a cell is written twice, and what is quoted needs its end.";

  /** A row that stands by itself behind all others, unless an open quote takes it in. */
  private static final String END = "EndOfTheRows";

  private final CloseableIterator<CsvRow> rows;
  private final byte[] nullText;
  private final List<String> columns;
  private final byte[][] names;
  private final CellType[] types;
  private final JsonText json = new JsonText();
  private Rejection rejection;
  private CsvRow row;

  private CsvEvents(byte[] body, int length, CsvDialect dialect, Stream stream) {
    rows = rows(text(body, length), dialect);
    nullText = dialect.nullText().getBytes(UTF_8);
    columns = dialect.columns().orElseGet(this::header);
    names = columns.stream().map(JsonText::quoted).toArray(byte[][]::new);
    Map<String, CellType> known = new HashMap<>();
    stream.eventFields().forEach(field -> known.put(field.name(), CellType.of(field)));
    // A column that the stream does not have is refused or ignored by the decoder.
    types =
        columns.stream()
            .map(name -> known.getOrDefault(name, CellType.TEXT))
            .toArray(CellType[]::new);
  }

  /**
   * The events of a body.
   *
   * @throws ApiException 400 when quotes do not match: then nobody can say what its rows are, and
   *     none is taken; 413 when it has too many
   */
  static CsvEvents of(byte[] body, int length, CsvDialect dialect, Stream stream) {
    check(body, length, dialect);
    return new CsvEvents(body, length, dialect, stream);
  }

  /** Reads all of it once before anything is taken. */
  private static void check(byte[] body, int length, CsvDialect dialect) {
    // The row that is added does not count either.
    int count = dialect.columns().isPresent() ? -1 : -2;
    InputStream marked = new SequenceInputStream(text(body, length), ascii("\n" + END));
    boolean hasEnd = false;
    try {
      CloseableIterator<CsvRow> rows = rows(marked, dialect);
      while (rows.hasNext()) {
        CsvRow row = rows.next();
        hasEnd = row.count() == 1 && row.text(0).equals(END);
        if (++count > EventRanges.MAX_EVENTS) {
          throw EventRanges.tooMany();
        }
      }
    } catch (CsvParseException e) {
      throw malformed("the rows are not CSV: " + cause(e), QUOTES);
    }
    if (!hasEnd) {
      throw malformed("a quoted cell has no end", QUOTES);
    }
    if (count < 0) {
      throw malformed(
          "the body is empty, without a row that names the fields",
          "Send the fields' names as the first row, or name them by ?columns=.");
    }
  }

  private static String cause(CsvParseException e) {
    Throwable last = e;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    return last.getMessage() == null ? "they cannot be read" : last.getMessage();
  }

  private static ApiException malformed(String message, String hint) {
    return new ApiException(
        400, new ApiError("MALFORMED_CSV", message, "Nothing of this request is stored.", hint));
  }

  /** Without a byte order mark. */
  private static InputStream text(byte[] body, int length) {
    boolean mark =
        length >= 3
            && (body[0] & 0xFF) == 0xEF
            && (body[1] & 0xFF) == 0xBB
            && (body[2] & 0xFF) == 0xBF;
    int start = mark ? 3 : 0;
    return new ByteArrayInputStream(body, start, length - start);
  }

  private static InputStream ascii(String text) {
    return new ByteArrayInputStream(text.getBytes(ISO_8859_1));
  }

  private static CloseableIterator<CsvRow> rows(InputStream text, CsvDialect dialect) {
    return CsvReader.builder()
        .fieldSeparator(dialect.delimiter())
        .quoteCharacter(dialect.quote())
        .skipEmptyLines(true)
        .allowExtraFields(true)
        .allowMissingFields(true)
        .maxBufferSize(MAX_ROW_CHARACTERS)
        .build(new CsvRow(), new InputStreamReader(text, ISO_8859_1))
        .iterator();
  }

  private List<String> header() {
    try {
      row = rows.next();
      return IntStream.range(0, row.count()).mapToObj(cell -> row.text(cell).strip()).toList();
    } catch (NoSuchElementException e) {
      return List.of();
    }
  }

  @Override
  public boolean next() {
    if (!rows.hasNext()) {
      return false;
    }
    row = rows.next();
    rejection = null;
    if (row.count() != names.length) {
      rejection =
          new Rejection(
              "CSV_CELLS",
              "the row has %,d cells, not %,d (line %,d)"
                  .formatted(row.count(), names.length, row.line()),
              "Send a cell for each column; a cell that holds the delimiter needs quotes.");
      return true;
    }
    json.begin();
    for (int i = 0; i < names.length; i++) {
      cell(i);
    }
    json.end();
    return true;
  }

  /** The names of the columns. */
  List<String> columns() {
    return columns;
  }

  /** The row read last, at first the one that names the columns; null where none does. */
  CsvRow row() {
    return row;
  }

  private void cell(int i) {
    byte[] bytes = row.bytes();
    int start = row.start(i);
    int length = row.length(i);
    if (!row.isQuoted(i)
        && Arrays.equals(bytes, start, start + length, nullText, 0, nullText.length)) {
      return;
    }
    json.name(names[i]);
    types[i].write(json, bytes, start, length);
  }

  @Override
  public byte[] json() {
    return json.bytes();
  }

  @Override
  public int start() {
    return 0;
  }

  @Override
  public int length() {
    return json.length();
  }

  @Override
  public Rejection rejection() {
    return rejection;
  }
}
