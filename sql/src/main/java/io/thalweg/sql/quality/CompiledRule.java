package io.thalweg.sql.quality;

import io.thalweg.definitions.QualityRule;
import io.thalweg.sql.evaluate.Evaluator;
import java.util.List;

/**
 * A quality rule that can be applied.
 *
 * @param definition as it was written
 * @param check gives a Boolean or null, over rows of the stream's fields
 * @param fields positions of the fields that the check looks at, ascending
 */
public record CompiledRule(QualityRule definition, Evaluator check, List<Integer> fields) {

  public CompiledRule {
    fields = List.copyOf(fields);
  }
}
