package io.thalweg.definitions.internal.yaml;

import io.thalweg.definitions.Location;
import io.thalweg.definitions.Problem;
import io.thalweg.definitions.ProblemCode;
import java.util.Optional;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlVersionException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Parses a file that holds one YAML 1.2 document. */
public final class YamlText {

  /** Definitions nest about five deep; recursive code after this one relies on the bound. */
  static final int MAX_DEPTH = 32;

  /** Enough to share field lists; a bomb needs few more, but nothing here expands aliases. */
  static final int MAX_ALIASES = 100;

  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setSchema(new SchemaWithoutMerge())
          .setMaxAliasesForCollections(MAX_ALIASES)
          .setCodePointLimit(SourceFile.MAX_BYTES)
          .build();

  private YamlText() {}

  /** The file's document; where it cannot be had, tells the problem and returns nothing. */
  public static Optional<Node> parse(SourceFile source, Consumer<Problem> problems) {
    Location start = new Location(source.name(), 1, 1);
    try {
      Optional<Problem> objection = look(source);
      if (objection.isPresent()) {
        problems.accept(objection.get());
        return Optional.empty();
      }
      Optional<Node> node = new Compose(SETTINGS).composeString(source.text());
      if (node.isEmpty()) {
        problems.accept(
            ProblemCode.EMPTY_FILE
                .at(start, "file \"" + source.name() + "\" is empty")
                .withHint("Write the definition, or delete the file."));
      }
      return node;
    } catch (MarkedYamlEngineException e) {
      problems.accept(YamlSyntax.problem(source, e));
    } catch (YamlVersionException e) {
      problems.accept(
          ProblemCode.YAML_SYNTAX
              .at(start, "the file asks for another version of YAML than 1.2")
              .withHint("Remove the line that begins with \"%YAML\"."));
    } catch (YamlEngineException e) {
      problems.accept(
          ProblemCode.YAML_SYNTAX
              .at(start, "the YAML is not well formed")
              .withDetail(String.valueOf(e.getMessage())));
    }
    return Optional.empty();
  }

  /** Goes through the events, which takes no recursion, before nodes are made, which does. */
  private static Optional<Problem> look(SourceFile source) {
    int depth = 0;
    int aliases = 0;
    int documents = 0;
    for (Event event : new Parse(SETTINGS).parseString(source.text())) {
      switch (event.getEventId()) {
        case DocumentStart -> documents++;
        case MappingStart, SequenceStart -> depth++;
        case MappingEnd, SequenceEnd -> depth--;
        case Alias -> aliases++;
        default -> {}
      }
      Location at = at(source, event);
      if (documents > 1) {
        return Optional.of(
            ProblemCode.SEVERAL_DOCUMENTS
                .at(at, "a second YAML document begins here")
                .withHint("Write each definition into a file of its own."));
      }
      if (depth > MAX_DEPTH) {
        return Optional.of(
            ProblemCode.YAML_TOO_COMPLEX.at(at, "the YAML nests more than " + MAX_DEPTH + " deep"));
      }
      if (aliases > MAX_ALIASES) {
        return Optional.of(
            ProblemCode.YAML_TOO_COMPLEX
                .at(at, "the file has more than " + MAX_ALIASES + " aliases")
                .withHint("Write the values out."));
      }
    }
    return Optional.empty();
  }

  private static Location at(SourceFile source, Event event) {
    return event
        .getStartMark()
        .map(mark -> at(source, mark))
        .orElse(new Location(source.name(), 1, 1));
  }

  static Location at(SourceFile source, Mark mark) {
    return new Location(source.name(), mark.getLine() + 1, mark.getColumn() + 1);
  }

  /** YAML 1.2 has no merge key, and neither have the editors' checkers of JSON Schema. */
  private static final class SchemaWithoutMerge extends CoreSchema {

    @Override
    public ScalarResolver getScalarResolver() {
      return new CoreScalarResolver(false);
    }
  }
}
