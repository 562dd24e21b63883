package io.thalweg.definitions.internal.shape;

import io.thalweg.definitions.Location;
import io.thalweg.definitions.Problem;
import io.thalweg.definitions.ProblemCode;
import io.thalweg.definitions.Suggestion;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A mapping with known keys.
 *
 * @param name what it is called in messages, without an article: {@code stream}
 * @param keys that it may have, in the order to show them
 * @param later keys that are known to come, with what they are: {@code quality rules}
 */
public record MappingShape(String name, List<Key<?>> keys, Map<String, String> later)
    implements Shape<Bound> {

  public MappingShape {
    keys = List.copyOf(keys);
    later = Map.copyOf(later);
  }

  public MappingShape(String name, Key<?>... keys) {
    this(name, List.of(keys), Map.of());
  }

  @Override
  public String noun() {
    return "a mapping with the keys " + String.join(", ", Key.names(keys));
  }

  Optional<Key<?>> find(String key) {
    return keys.stream().filter(k -> k.name().equals(key)).findFirst();
  }

  /** Reads a whole document. */
  public Optional<Bound> read(Node node, Reading reading) {
    return read(node, Slot.of("the " + name), reading);
  }

  @Override
  public Optional<Bound> read(Node node, Slot slot, Reading reading) {
    if (!(node instanceof MappingNode mapping)) {
      reading.wrongType(node, noun(), slot);
      return Optional.empty();
    }
    List<Pairs.Pair> pairs = Pairs.of(mapping, "key", reading);
    Set<Key<?>> absent = new HashSet<>(keys);
    pairs.forEach(pair -> find(pair.name()).ifPresent(absent::remove));
    Bound bound = new Bound(reading.at(node));
    for (Pairs.Pair pair : pairs) {
      Optional<Key<?>> key = find(pair.name());
      if (key.isEmpty()) {
        // A misspelt key is read as what was meant, so that its value's mistakes show now too.
        key = meant(pair.name(), absent);
        reading.report(unknown(pair, key, slot));
        key.ifPresent(absent::remove);
      }
      key.ifPresent(k -> readValue(k, pair, bound, reading));
    }
    for (Key<?> key : keys) {
      if (key.isRequired() && absent.contains(key)) {
        reading.report(missing(key, bound.location(), slot));
      }
    }
    return Optional.of(bound);
  }

  private <T> void readValue(Key<T> key, Pairs.Pair pair, Bound bound, Reading reading) {
    if (Reading.isNull(pair.value())) {
      Problem problem =
          ProblemCode.MISSING_VALUE.at(pair.location(), key.slot().name() + " has no value");
      reading.report(
          problem.withHint(
              key.slot()
                  .hint()
                  .orElse(
                      key.isRequired() ? "Write its value." : "Write its value or remove it.")));
      return;
    }
    Optional<T> value = key.shape().read(pair.value(), key.slot(), reading);
    if (!pair.repeated()) {
      value.ifPresent(v -> bound.put(key, v, reading.at(pair.value())));
    }
  }

  private Optional<Key<?>> meant(String word, Set<Key<?>> absent) {
    if (later.containsKey(word)) {
      return Optional.empty();
    }
    List<String> names = keys.stream().filter(absent::contains).map(Key::name).toList();
    return Suggestion.of(word, names).flatMap(this::find);
  }

  private Problem unknown(Pairs.Pair pair, Optional<Key<?>> meant, Slot slot) {
    String key = "key " + Reading.quote(pair.name());
    String coming = later.get(pair.name());
    if (coming != null) {
      return ProblemCode.NOT_SUPPORTED_YET
          .at(pair.location(), key + " is not supported yet")
          .withHint("Remove it: " + coming + " come with a later version.");
    }
    Problem problem =
        ProblemCode.UNKNOWN_KEY
            .at(pair.location(), key + " has no meaning in " + slot.name())
            .withDetail(takes(slot));
    if (meant.isPresent()) {
      return problem.withHint("Did you mean \"" + meant.get().name() + "\"?");
    }
    if (pair.name().equals("<<")) {
      return problem.withHint("YAML 1.2 has no merge key: write the keys out.");
    }
    return keys.stream()
        .filter(k -> k.shape() instanceof MappingShape)
        .filter(k -> ((MappingShape) k.shape()).find(pair.name()).isPresent())
        .findFirst()
        .map(k -> problem.withHint("Write it under \"" + k.name() + "\", where it belongs."))
        .orElse(problem);
  }

  private String takes(Slot slot) {
    String subject =
        slot.name().substring(0, 1).toUpperCase(Locale.ROOT) + slot.name().substring(1);
    String takes = keys.size() == 1 ? " takes the key " : " takes the keys ";
    return subject + takes + String.join(", ", Key.names(keys)) + ".";
  }

  private static Problem missing(Key<?> key, Location at, Slot slot) {
    return ProblemCode.MISSING_KEY
        .at(at, "key \"" + key.name() + "\" is missing in " + slot.name())
        .withDetail("\"" + key.name() + "\": " + key.description() + ".")
        .withHint(key.example().map(e -> "Add for example: " + e).orElse("Add it."));
  }

  @Override
  public Map<String, Object> schema() {
    Map<String, Object> properties = new LinkedHashMap<>();
    keys.forEach(key -> properties.put(key.name(), key.schema()));
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    List<String> required = keys.stream().filter(Key::isRequired).<String>map(Key::name).toList();
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    schema.put("additionalProperties", false);
    return schema;
  }
}
