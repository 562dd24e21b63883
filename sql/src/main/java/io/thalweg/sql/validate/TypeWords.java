package io.thalweg.sql.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Calcite's types in its messages, in our words. */
final class TypeWords {

  private static final Pattern TYPE = Pattern.compile("<([A-Z_]+)(?:\\([^<>]*\\))?[^<>]*>");

  private TypeWords() {}

  /** The types in angle brackets in a message, in order. */
  static List<String> in(String message) {
    List<String> types = new ArrayList<>();
    Matcher matcher = TYPE.matcher(message);
    while (matcher.find()) {
      types.add(word(matcher.group(1)));
    }
    return types;
  }

  /** Our word for a type of Calcite's, which may carry its precision. */
  static String word(String type) {
    String name = type.replaceAll("[ (].*", "");
    return switch (name) {
      case "INTEGER", "SMALLINT", "TINYINT" -> "int";
      case "BIGINT" -> "long";
      case "CHAR", "VARCHAR", "STRING" -> "string";
      case "FLOAT", "REAL", "DOUBLE" -> "double";
      case "NULL" -> "NULL";
      case "RECORDTYPE", "RecordType" -> "several columns";
      case "INTERVAL" -> "interval";
      case "COLUMN_LIST" -> "descriptor";
      default -> name.toLowerCase(java.util.Locale.ROOT);
    };
  }
}
