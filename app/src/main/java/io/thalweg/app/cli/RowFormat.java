package io.thalweg.app.cli;

import java.io.PrintWriter;
import java.util.List;

/** How the rows of a query are shown. */
enum RowFormat {
  /** Columns under their names, for people. */
  TABLE {
    @Override
    RowWriter writer(PrintWriter out, List<ColumnName> columns) {
      return new TableWriter(out, columns);
    }
  },
  /** An array of objects, one a line. */
  JSON {
    @Override
    RowWriter writer(PrintWriter out, List<ColumnName> columns) {
      return new JsonWriter(out, columns);
    }
  },
  /** RFC 4180, with a header. NULL is nothing, an empty text is {@code ""}. */
  CSV {
    @Override
    RowWriter writer(PrintWriter out, List<ColumnName> columns) {
      return new CsvWriter(out, columns);
    }
  };

  abstract RowWriter writer(PrintWriter out, List<ColumnName> columns);

  /**
   * A column of an answer.
   *
   * @param type as the platform names it
   */
  record ColumnName(String name, String type) {
    boolean isNumber() {
      return switch (type) {
        case "int", "long", "double" -> true;
        default -> type.startsWith("decimal");
      };
    }
  }

  /** Takes one row after the other. */
  interface RowWriter {

    /**
     * @param cells one a column: null, or the value's JSON text without the quotes of a string
     */
    void row(String[] cells);

    /** Ends the rows. */
    void end();
  }
}
