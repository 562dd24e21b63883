package io.thalweg.definitions.internal.shape;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * A key of a mapping: what it is called, takes and means. Compared by identity; immutable.
 *
 * @param <T> what its value is read as
 */
public final class Key<T> {

  private static final LoadSettings YAML =
      LoadSettings.builder().setSchema(new CoreSchema()).build();

  private final String name;
  private final String description;
  private final Shape<T> shape;
  private final boolean required;
  private final Optional<T> defaultValue;
  private final Optional<Object> writtenDefault;
  private final Optional<String> example;

  private Key(
      String name,
      String description,
      Shape<T> shape,
      boolean required,
      Optional<T> defaultValue,
      Optional<Object> writtenDefault,
      Optional<String> example) {
    this.name = name;
    this.description = description;
    this.shape = shape;
    this.required = required;
    this.defaultValue = defaultValue;
    this.writtenDefault = writtenDefault;
    this.example = example;
  }

  public static <T> Key<T> required(String name, Shape<T> shape, String description) {
    return new Key<>(
        name, description, shape, true, Optional.empty(), Optional.empty(), Optional.empty());
  }

  public static <T> Key<T> optional(String name, Shape<T> shape, String description) {
    return new Key<>(
        name, description, shape, false, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * The same key with what holds without it.
   *
   * @param written how a user would write that value: a text, number or boolean
   */
  public Key<T> withDefault(T value, Object written) {
    return new Key<>(
        name, description, shape, required, Optional.of(value), Optional.of(written), example);
  }

  /** The same key with a value to show in hints, as YAML that stands on one line. */
  public Key<T> withExample(String yaml) {
    return new Key<>(
        name, description, shape, required, defaultValue, writtenDefault, Optional.of(yaml));
  }

  public String name() {
    return name;
  }

  public String description() {
    return description;
  }

  public Shape<T> shape() {
    return shape;
  }

  public boolean isRequired() {
    return required;
  }

  public Optional<T> defaultValue() {
    return defaultValue;
  }

  public Optional<Object> writtenDefault() {
    return writtenDefault;
  }

  /** {@code key: value}, as somebody could write it. */
  public Optional<String> example() {
    return example.map(e -> name + ": " + e);
  }

  Slot slot() {
    return new Slot("key \"" + name + "\"", example());
  }

  Map<String, Object> schema() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("description", description);
    shape.schema().forEach(schema::putIfAbsent);
    writtenDefault.ifPresent(d -> schema.put("default", d));
    example.ifPresent(e -> schema.put("examples", List.of(new Load(YAML).loadFromString(e))));
    return schema;
  }

  static List<String> names(List<Key<?>> keys) {
    return keys.stream().map(Key::name).toList();
  }
}
