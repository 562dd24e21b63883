package io.thalweg.process.conformance;

import io.thalweg.sql.functions.FunctionEntry;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the cases say of an operator or a function, for pipelines or for queries.
 *
 * @param proven cases that give rows, or an error of the data
 * @param refused the codes of the problems that refuse the others
 */
public record Evidence(long proven, Set<String> refused) {

  /** Words of a signature that a case has to hold: {@code MIN(x), MAX(x)} are both of them. */
  private static final Pattern WORD = Pattern.compile("\\b[A-Z][A-Z0-9_]+\\b");

  /** Another name of a function in its description. */
  private static final Pattern ALIAS = Pattern.compile("`([A-Z][A-Z0-9_]+)\\(");

  private static final String OVER = "OVER";

  /** Words that say nothing of which function it is. */
  private static final Set<String> COMMON =
      Set.of(
          OVER,
          "SELECT",
          "FROM",
          "WHERE",
          "ORDER",
          "GROUP",
          "BY",
          "WITHIN",
          "DESC",
          "TABLE",
          "TO",
          "DESCRIPTOR",
          "DISTINCT",
          "ALL");

  public Evidence {
    refused = Set.copyOf(refused);
  }

  /** Which of a case's two expectations is meant. */
  public enum Where implements Function<ConformanceCase, Expected> {
    PIPELINE {
      @Override
      public Expected apply(ConformanceCase test) {
        return test.inPipeline();
      }
    },
    QUERY {
      @Override
      public Expected apply(ConformanceCase test) {
        return test.inQuery();
      }
    }
  }

  static Evidence of(List<ConformanceCase> cases, Where where) {
    return new Evidence(
        cases.stream().filter(test -> isProven(test, where)).count(),
        cases.stream()
            .map(where)
            .filter(Expected.Refused.class::isInstance)
            .map(expected -> ((Expected.Refused) expected).code())
            .collect(Collectors.toSet()));
  }

  static boolean isProven(ConformanceCase test, Where where) {
    return !(where.apply(test) instanceof Expected.Refused);
  }

  /**
   * What all cases say of a function: those below its signature, or else those that use it. Proven
   * where each word of its signature, and each of its other names, stands in one of them.
   */
  static Evidence of(FunctionEntry function, List<ConformanceCase> cases, Where where) {
    Set<String> words = words(function);
    List<ConformanceCase> own = startingWith(function.signature(), cases);
    List<ConformanceCase> using = own.isEmpty() ? using(words, cases) : own;
    List<ConformanceCase> proofs = using.stream().filter(test -> isProven(test, where)).toList();
    boolean complete =
        words.stream().allMatch(word -> proofs.stream().anyMatch(test -> holds(test, word)));
    return new Evidence(
        complete ? proofs.stream().mapToLong(test -> own.isEmpty() ? 1 : lines(test)).sum() : 0,
        of(using, where).refused);
  }

  private static List<ConformanceCase> startingWith(String signature, List<ConformanceCase> cases) {
    return cases.stream()
        .filter(test -> test.title().equals(signature) || test.title().startsWith(signature + ": "))
        .toList();
  }

  private static List<ConformanceCase> using(Set<String> words, List<ConformanceCase> cases) {
    return cases.stream()
        .filter(test -> !words.contains(OVER) || holds(test, OVER))
        .filter(
            test -> words.stream().anyMatch(word -> !COMMON.contains(word) && holds(test, word)))
        .toList();
  }

  /** Of a case below a signature, each column is a line. */
  private static long lines(ConformanceCase test) {
    return test.inQuery() instanceof Expected.Rows rows ? rows.rows().columns().size() : 1;
  }

  /** What stands in capitals in a function's signature, and its other names. */
  static Set<String> words(FunctionEntry function) {
    Set<String> words = new TreeSet<>();
    WORD.matcher(function.signature()).results().map(MatchResult::group).forEach(words::add);
    ALIAS.matcher(function.meaning()).results().map(alias -> alias.group(1)).forEach(words::add);
    return words;
  }

  private static boolean holds(ConformanceCase test, String word) {
    return Pattern.compile("\\b" + word + "\\b")
        .matcher(test.sql().toUpperCase(Locale.ROOT))
        .find();
  }

  /** As the table of functions has it: refused where nothing is proven. */
  String text() {
    if (proven > 0) {
      return "proven: " + proven;
    }
    return refused.isEmpty() ? "**neither proven nor refused**" : codes();
  }

  /** As the table of operators has it: how many cases are proven, and how others are refused. */
  String both() {
    return proven == 0 || refused.isEmpty() ? text() : text() + "; " + codes();
  }

  private String codes() {
    return refused.stream()
        .sorted()
        .map(code -> "`" + code + "`")
        .collect(Collectors.joining(", ", "refused: ", ""));
  }
}
