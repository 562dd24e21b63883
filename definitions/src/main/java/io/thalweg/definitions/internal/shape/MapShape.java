package io.thalweg.definitions.internal.shape;

import io.thalweg.definitions.ProblemCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A mapping whose keys are names that the user chooses, with at least one entry.
 *
 * @param entry what an entry is called in messages, such as {@code field}
 * @param names what names may be
 * @param values what each entry's value may be
 * @param example an entry, as YAML on one line
 */
public record MapShape<T>(String entry, TextShape<String> names, Shape<T> values, String example)
    implements Shape<List<MapShape.Entry<T>>> {

  /**
   * An entry.
   *
   * @param name as written, whether or not it is a good one
   * @param value empty if it was of no use
   */
  public record Entry<T>(Located<String> name, Optional<T> value) {}

  @Override
  public String noun() {
    return "a mapping of names to " + entry + "s";
  }

  @Override
  public Optional<List<Entry<T>>> read(Node node, Slot slot, Reading reading) {
    if (!(node instanceof MappingNode mapping)) {
      reading.wrongType(node, noun(), slot);
      return Optional.empty();
    }
    List<Pairs.Pair> pairs = Pairs.of(mapping, entry, reading);
    if (mapping.getValue().isEmpty()) {
      reading.report(
          ProblemCode.EMPTY
              .at(reading.at(node), slot.name() + " needs at least one " + entry)
              .withHint("Add one, for example: " + example));
    }
    List<Entry<T>> entries = new ArrayList<>();
    for (Pairs.Pair pair : pairs) {
      Slot here = new Slot(entry + " " + Reading.quote(pair.name()), Optional.of(example));
      String unfit = Reading.quote(pair.name()) + " cannot be the name of a " + entry;
      names.read(pair.name(), pair.location(), unfit, here, reading);
      Optional<T> value = Optional.empty();
      if (Reading.isNull(pair.value())) {
        reading.report(
            ProblemCode.MISSING_VALUE
                .at(pair.location(), here.name() + " has no value")
                .withHint("Write for example: " + example));
      } else {
        value = values.read(pair.value(), here, reading);
      }
      if (!pair.repeated()) {
        entries.add(new Entry<>(new Located<>(pair.name(), pair.location()), value));
      }
    }
    return Optional.of(entries);
  }

  @Override
  public Map<String, Object> schema() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("minProperties", 1);
    schema.put("propertyNames", names.schema());
    schema.put("additionalProperties", values.schema());
    return schema;
  }
}
