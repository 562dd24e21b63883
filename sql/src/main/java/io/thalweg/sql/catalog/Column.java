package io.thalweg.sql.catalog;

import io.thalweg.definitions.DataType;
import java.util.Objects;

/**
 * A column of a relation or of a plan node's output.
 *
 * @param name as SQL sees it
 * @param type what it holds, without what rows say of their fields beside names and types
 * @param nullable whether it may be NULL
 */
public record Column(String name, DataType type, boolean nullable) {

  public Column {
    Objects.requireNonNull(name);
    type = type.bare();
  }

  @Override
  public String toString() {
    return name + " " + type + (nullable ? "" : " not null");
  }
}
