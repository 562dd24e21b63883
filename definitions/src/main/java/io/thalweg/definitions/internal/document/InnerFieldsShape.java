package io.thalweg.definitions.internal.document;

import io.thalweg.definitions.internal.shape.Bound;
import io.thalweg.definitions.internal.shape.MapShape;
import io.thalweg.definitions.internal.shape.Reading;
import io.thalweg.definitions.internal.shape.Shape;
import io.thalweg.definitions.internal.shape.Slot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The fields of a row, which are those of a stream once more. The schema describes those of rows in
 * rows no further, for it stands alone at each place.
 */
enum InnerFieldsShape implements Shape<List<MapShape.Entry<Bound>>> {
  FIELDS,
  DEEPER;

  @Override
  public String noun() {
    return StreamDocument.FIELDS.shape().noun();
  }

  @Override
  public Optional<List<MapShape.Entry<Bound>>> read(Node node, Slot slot, Reading reading) {
    return StreamDocument.FIELDS.shape().read(node, slot, reading);
  }

  @Override
  public Map<String, Object> schema() {
    if (this == DEEPER) {
      return Map.of("type", "object", "minProperties", 1);
    }
    return StreamDocument.fields(StreamDocument.DEEPER_FIELDS).schema();
  }
}
