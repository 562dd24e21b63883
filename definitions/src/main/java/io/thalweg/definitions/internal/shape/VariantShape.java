package io.thalweg.definitions.internal.shape;

import io.thalweg.definitions.ProblemCode;
import io.thalweg.definitions.Suggestion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * One of several mappings, told apart by which has its first key.
 *
 * @param name what any of them is called in messages, with an article: {@code an output}
 * @param variants each with a first key that is required and that no other variant has
 */
public record VariantShape(String name, List<MappingShape> variants) implements Shape<Bound> {

  public VariantShape {
    variants = List.copyOf(variants);
  }

  private static String mark(MappingShape variant) {
    return variant.keys().get(0).name();
  }

  private String marks() {
    return String.join(" or ", variants.stream().map(v -> '"' + mark(v) + '"').toList());
  }

  @Override
  public String noun() {
    return "a mapping with the key " + marks();
  }

  @Override
  public Optional<Bound> read(Node node, Slot slot, Reading reading) {
    if (!(node instanceof MappingNode)) {
      Slot here = new Slot(slot.name(), Optional.of("{" + mark(variants.get(0)) + ": name}"));
      reading.wrongType(node, noun(), here);
      return Optional.empty();
    }
    List<String> names = Pairs.keys(node).stream().map(ScalarNode::getValue).toList();
    List<MappingShape> fitting = variants.stream().filter(v -> names.contains(mark(v))).toList();
    if (fitting.size() > 1) {
      reading.report(
          ProblemCode.EXCLUSIVE_KEYS
              .at(reading.at(node), slot.name() + " has the keys " + both(fitting))
              .withHint("Write " + name + " for each of them."));
      return Optional.empty();
    }
    Optional<MappingShape> variant = fitting.stream().findFirst().or(() -> meant(names));
    if (variant.isEmpty()) {
      reading.report(
          ProblemCode.MISSING_KEY.at(reading.at(node), slot.name() + " needs the key " + marks()));
      return Optional.empty();
    }
    return variant.get().read(node, slot, reading);
  }

  private static String both(List<MappingShape> fitting) {
    return String.join(" and ", fitting.stream().map(v -> '"' + mark(v) + '"').toList());
  }

  private Optional<MappingShape> meant(List<String> names) {
    List<String> marks = variants.stream().map(VariantShape::mark).toList();
    return names.stream()
        .flatMap(name -> Suggestion.of(name, marks).stream())
        .findFirst()
        .map(mark -> variants.get(marks.indexOf(mark)));
  }

  @Override
  public Map<String, Object> schema() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("oneOf", variants.stream().map(MappingShape::schema).toList());
    return schema;
  }
}
