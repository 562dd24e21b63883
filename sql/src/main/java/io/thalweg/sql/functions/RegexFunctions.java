package io.thalweg.sql.functions;

import static io.thalweg.sql.functions.Entries.function;
import static io.thalweg.sql.functions.FunctionEntry.Group.REGULAR_EXPRESSIONS;
import static org.apache.calcite.sql.type.OperandTypes.STRING_STRING;
import static org.apache.calcite.sql.type.OperandTypes.STRING_STRING_INTEGER;
import static org.apache.calcite.sql.type.OperandTypes.STRING_STRING_STRING;

import io.thalweg.sql.plan.Function;
import java.util.List;
import org.apache.calcite.sql.type.OperandTypes;

/** Regular expressions. Their patterns are literals, in the syntax of RE2. */
final class RegexFunctions {

  static final List<FunctionEntry> ALL =
      List.of(
          function(
              REGULAR_EXPRESSIONS,
              "REGEXP_LIKE(text, pattern)",
              "BOOLEAN",
              "Whether the pattern matches a part of the text; `^` and `$` are the text's ends. The"
                  + " pattern is a literal in the syntax of RE2: no look-around, no references back.",
              Function.REGEXP_LIKE,
              Results.BOOLEAN,
              STRING_STRING),
          function(
              REGULAR_EXPRESSIONS,
              "REGEXP_EXTRACT(text, pattern [, group])",
              "VARCHAR",
              "The first part that the pattern matches, or what the group of this number matched in"
                  + " it, counted from 1; empty where that group took no part, NULL where nothing matches.",
              Function.REGEXP_EXTRACT,
              Results.TEXT_OR_NULL,
              OperandTypes.or(STRING_STRING, STRING_STRING_INTEGER)),
          function(
              REGULAR_EXPRESSIONS,
              "REGEXP_REPLACE(text, pattern, replacement)",
              "VARCHAR",
              "Every part that the pattern matches replaced. In the replacement, a literal, `\\1` to"
                  + " `\\9` are the groups, `\\0` is the whole match and `\\\\` a backslash.",
              Function.REGEXP_REPLACE,
              Results.TEXT,
              STRING_STRING_STRING));

  private RegexFunctions() {}
}
