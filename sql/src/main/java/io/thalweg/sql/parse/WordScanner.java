package io.thalweg.sql.parse;

/** Finds where statements begin, skipping white space, comments, texts and quoted names. */
final class WordScanner {

  private final String text;
  private int first = -1;
  private int second = -1;

  WordScanner(String text) {
    this.text = text;
    scan();
  }

  /** The offset of the first statement, -1 where there is none. */
  int first() {
    return first;
  }

  /** The offset of the second statement, -1 where there is none. */
  int second() {
    return second;
  }

  /** The word that the first statement begins with. */
  String firstWord() {
    int end = first;
    while (end < text.length() && Character.isLetter(text.charAt(end))) {
      end++;
    }
    return text.substring(first, end);
  }

  private void scan() {
    boolean separated = false;
    int at = 0;
    while (at < text.length() && second < 0) {
      char c = text.charAt(at);
      if (Character.isWhitespace(c)) {
        at++;
      } else if (text.startsWith("--", at)) {
        at = after("\n", at);
      } else if (text.startsWith("/*", at)) {
        at = after("*/", at + 2);
      } else if (c == ';') {
        separated = first >= 0;
        at++;
      } else {
        if (first < 0) {
          first = at;
        } else if (separated) {
          second = at;
        }
        at = c == '\'' || c == '"' ? after(String.valueOf(c), at + 1) : at + 1;
      }
    }
  }

  private int after(String end, int from) {
    int at = text.indexOf(end, from);
    return at < 0 ? text.length() : at + end.length();
  }
}
