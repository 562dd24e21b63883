package io.thalweg.definitions.internal.document;

import io.thalweg.definitions.internal.shape.Bound;
import io.thalweg.definitions.internal.shape.Located;
import io.thalweg.definitions.internal.shape.Reading;
import java.util.ArrayList;
import java.util.List;

/** What must hold between the parts of a pipeline; its SQL is checked elsewhere. */
final class PipelineChecks {

  private PipelineChecks() {}

  /** Reports what is wrong, and returns the names of the outputs. */
  static List<TakenName> check(Bound pipeline, Reading reading) {
    pipeline
        .find(PipelineDocument.PIPELINE)
        .flatMap(name -> Names.reserved("pipeline", name))
        .ifPresent(reading::report);
    List<TakenName> names = new ArrayList<>();
    for (Located<Bound> output : pipeline.value(PipelineDocument.TO).orElse(List.of())) {
      output
          .value()
          .find(PipelineDocument.TABLE)
          .ifPresent(table -> names.add(new TakenName(TakenName.Kind.TABLE, table)));
      output
          .value()
          .find(PipelineDocument.TOPIC)
          .ifPresent(topic -> names.add(new TakenName(TakenName.Kind.TOPIC, topic)));
    }
    for (TakenName name : names) {
      Names.reserved(name.kind().word(), name.name()).ifPresent(reading::report);
    }
    return names;
  }
}
