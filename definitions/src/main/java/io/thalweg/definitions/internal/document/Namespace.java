package io.thalweg.definitions.internal.document;

import io.thalweg.definitions.Location;
import io.thalweg.definitions.Problem;
import io.thalweg.definitions.ProblemCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The one namespace of streams, tables and topics, in which case does not count. */
public final class Namespace {

  private Namespace() {}

  /**
   * A problem for each name that an earlier one of the list has.
   *
   * @param names in the order in which they have precedence
   */
  public static List<Problem> clashes(List<TakenName> names) {
    List<Problem> problems = new ArrayList<>();
    Map<String, TakenName> taken = new HashMap<>();
    Map<String, TakenName> topics = new HashMap<>();
    for (TakenName name : names) {
      if (name.kind() == TakenName.Kind.GUESSED) {
        continue;
      }
      String folded = name.name().value().toLowerCase(Locale.ROOT);
      TakenName holder = taken.putIfAbsent(folded, name);
      if (holder != null) {
        problems.add(
            clash(name, holder)
                .withDetail(
                    "Streams, tables and topics share one namespace; %s \"%s\" stands at %s."
                        .formatted(holder.kind().word(), holder.name().value(), place(holder))));
        continue;
      }
      if (name.kind().isTopic()) {
        TakenName similar = topics.putIfAbsent(folded.replace('.', '_'), name);
        if (similar != null) {
          problems.add(
              clash(name, similar)
                  .withDetail(
                      "Kafka does not tell \".\" and \"_\" apart; %s \"%s\" stands at %s."
                          .formatted(
                              similar.kind().word(), similar.name().value(), place(similar))));
        }
      }
    }
    return problems;
  }

  private static Problem clash(TakenName name, TakenName holder) {
    String other = name.kind() == holder.kind() ? "another " : "a ";
    return ProblemCode.NAME_TAKEN
        .at(
            name.name().location(),
            "%s \"%s\" has the name of %s%s"
                .formatted(name.kind().word(), name.name().value(), other, holder.kind().word()))
        .withHint("Choose another name.");
  }

  private static Location place(TakenName name) {
    return name.name().location();
  }
}
