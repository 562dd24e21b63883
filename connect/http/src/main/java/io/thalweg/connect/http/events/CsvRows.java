package io.thalweg.connect.http.events;

import io.thalweg.buffer.decode.Rejection;
import io.thalweg.definitions.Stream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The rows of a CSV file, read as a body of events is read. For one thread. */
public final class CsvRows {

  private final CsvEvents rows;
  private final List<String> header;
  private final char quote;
  private final List<Integer> columns;

  /**
   * Reads a file whose first row names the fields.
   *
   * @param text of the whole file; at most 100,000 rows
   * @param nullText a cell that holds just this, without quotes, is no value
   * @param stream its fields tell numbers from texts
   * @throws io.thalweg.connect.http.ApiException when quotes do not match, it is empty or too long
   */
  public CsvRows(byte[] text, char delimiter, char quote, String nullText, Stream stream) {
    CsvDialect dialect = new CsvDialect(delimiter, quote, nullText, Optional.empty());
    this.rows = CsvEvents.of(text, text.length, dialect, stream);
    this.header = rows.columns();
    this.quote = quote;
    this.columns = IntStream.range(0, header.size()).map(this::column).boxed().toList();
  }

  /** The names in the first row. */
  public List<String> header() {
    return header;
  }

  /** In which column of the file each name of the first row begins, from 1. */
  public List<Integer> headerColumns() {
    return columns;
  }

  /** Goes to the next row; false when there is none. */
  public boolean next() {
    return rows.next();
  }

  /** Where the row begins in the file, from 1. */
  public long line() {
    return rows.row().line();
  }

  /** In which line a cell of the row begins, from 1; the row's where it has no such cell. */
  public long line(int cell) {
    return place(cell).line();
  }

  /** In which column of its line a cell of the row begins, from 1. */
  public int column(int cell) {
    return place(cell).column();
  }

  private CsvRow.Place place(int cell) {
    return rows.row().place(cell < rows.row().count() ? cell : 0, quote);
  }

  /** Why the row cannot be written as JSON, so that there is none. */
  public Optional<Rejection> rejection() {
    return Optional.ofNullable(rows.rejection());
  }

  /** The row as a JSON object. */
  public byte[] json() {
    return Arrays.copyOfRange(rows.json(), rows.start(), rows.start() + rows.length());
  }
}
