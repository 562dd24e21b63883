package io.thalweg.definitions.internal.shape;

import io.thalweg.definitions.Problem;
import io.thalweg.definitions.ProblemCode;
import io.thalweg.definitions.Suggestion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One of a few words.
 *
 * @param <E> what the words stand for
 */
public final class ChoiceShape<E extends Enum<E>> implements Shape<E> {

  private final Map<String, E> choices = new LinkedHashMap<>();

  /** The constants of an enum, written in lower case with dashes. */
  public ChoiceShape(Class<E> type) {
    for (E constant : type.getEnumConstants()) {
      choices.put(written(constant), constant);
    }
  }

  /** How a user writes a constant. */
  public static String written(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public String noun() {
    List<String> words = List.copyOf(choices.keySet());
    String last = words.get(words.size() - 1);
    return String.join(", ", words.subList(0, words.size() - 1)) + " or " + last;
  }

  @Override
  public Optional<E> read(Node node, Slot slot, Reading reading) {
    Optional<ScalarNode> scalar = reading.scalar(node, noun(), slot, Tag.STR);
    if (scalar.isEmpty()) {
      return Optional.empty();
    }
    String value = scalar.get().getValue();
    E choice = choices.get(value);
    if (choice == null) {
      Problem problem =
          ProblemCode.INVALID_VALUE.at(
              reading.at(node),
              slot.name() + " must be " + noun() + ", not " + Reading.quote(value));
      reading.report(
          Suggestion.of(value, choices.keySet())
              .map(meant -> problem.withHint("Write \"" + meant + "\"."))
              .orElse(problem));
    }
    return Optional.ofNullable(choice);
  }

  @Override
  public Map<String, Object> schema() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "string");
    schema.put("enum", List.copyOf(choices.keySet()));
    return schema;
  }
}
