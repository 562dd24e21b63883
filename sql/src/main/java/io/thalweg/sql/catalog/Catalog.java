package io.thalweg.sql.catalog;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The relations that a statement may name. Names are compared as written.
 *
 * <p>Immutable.
 */
public final class Catalog {

  private final Map<String, Relation> relations;

  public Catalog(Collection<Relation> relations) {
    this.relations =
        relations.stream()
            .collect(Collectors.toUnmodifiableMap(Relation::name, Function.identity()));
  }

  public Optional<Relation> find(String name) {
    return Optional.ofNullable(relations.get(name));
  }

  public Collection<Relation> relations() {
    return relations.values();
  }
}
