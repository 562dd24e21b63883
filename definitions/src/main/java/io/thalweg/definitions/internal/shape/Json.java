package io.thalweg.definitions.internal.shape;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;

/** Writes maps, collections, texts, numbers and booleans as JSON. */
public final class Json {

  private final StringBuilder out = new StringBuilder();

  private Json() {}

  /** JSON text, indented by two spaces, with an end of line. */
  public static String write(Map<String, Object> value) {
    Json json = new Json();
    json.value(value, "\n");
    return json.out.append('\n').toString();
  }

  private void value(Object value, String newLine) {
    if (value instanceof Map<?, ?> map) {
      Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
      items(
          '{',
          '}',
          entries,
          entry -> {
            text(entry.getKey().toString());
            out.append(": ");
            value(entry.getValue(), newLine + "  ");
          },
          newLine);
    } else if (value instanceof Collection<?> collection) {
      items('[', ']', collection.iterator(), v -> value(v, newLine + "  "), newLine);
    } else if (value instanceof Number || value instanceof Boolean) {
      out.append(value);
    } else {
      text(value.toString());
    }
  }

  private <T> void items(
      char open, char close, Iterator<T> items, Consumer<T> write, String newLine) {
    out.append(open);
    boolean any = items.hasNext();
    while (items.hasNext()) {
      out.append(newLine).append("  ");
      write.accept(items.next());
      out.append(items.hasNext() ? "," : "");
    }
    out.append(any ? newLine : "").append(close);
  }

  private void text(String text) {
    out.append('"');
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
