package io.thalweg.app.project;

import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Output;
import io.thalweg.definitions.Stream;
import io.thalweg.definitions.Table;
import io.thalweg.sql.catalog.Catalog;
import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.catalog.Relation;
import io.thalweg.sql.streaming.CompiledPipeline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The serving tables that queries can name: outputs, late rows, quarantined records, reference
 * tables and their histories.
 */
public final class ServingRelations {

  private ServingRelations() {}

  /** The tables beside these streams and pipelines, and the reference tables. */
  public static List<Relation> of(
      List<Stream> streams, List<Table> tables, List<CompiledPipeline> pipelines) {
    List<Relation> relations = new ArrayList<>();
    for (Table table : tables) {
      relations.add(Relation.of(table));
      relations.add(Relation.historyOf(table));
    }
    for (CompiledPipeline pipeline : pipelines) {
      for (Output output : pipeline.definition().to()) {
        if (output instanceof Output.Table table) {
          relations.add(Relation.table(table.name(), pipeline.plan().columns()));
        }
      }
      if (pipeline.keepsLateRows()) {
        pipeline.plan().sources().forEach(source -> relations.add(late(pipeline, source)));
      }
    }
    streams.forEach(stream -> relations.add(quarantine(stream)));
    return relations;
  }

  /**
   * All that queries can name: streams, the topics of pipelines with rows that stay, and those
   * tables. Of two with one name, which is a mistake that others report, the first.
   */
  public static Catalog queryable(
      List<Stream> streams, List<Table> tables, List<CompiledPipeline> pipelines) {
    List<Relation> relations = of(streams, tables, pipelines);
    streams.forEach(stream -> relations.add(Relation.of(stream)));
    pipelines.stream()
        .filter(pipeline -> pipeline.plan().changes().isEmpty())
        .flatMap(pipeline -> pipeline.topics().stream())
        .forEach(topic -> relations.add(Relation.of(topic.stream())));
    Map<String, Relation> byName = new LinkedHashMap<>();
    relations.forEach(relation -> byName.putIfAbsent(relation.name(), relation));
    return new Catalog(byName.values());
  }

  private static Relation late(CompiledPipeline pipeline, Stream source) {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("_partition", Primitive.INT, false));
    columns.add(new Column("_offset", Primitive.LONG, false));
    columns.add(new Column("_reason", Primitive.STRING, false));
    for (Field field : source.fields()) {
      columns.add(new Column(field.name(), field.type(), true));
    }
    return Relation.table(pipeline.plan().lateTable(pipeline.name(), source), columns);
  }

  private static Relation quarantine(Stream stream) {
    return Relation.table(
        stream.name() + "_quarantine",
        List.of(
            new Column("partition", Primitive.INT, true),
            new Column("offset", Primitive.LONG, true),
            new Column("appended", Primitive.TIMESTAMP, true),
            new Column("rule", Primitive.STRING, true),
            new Column("code", Primitive.STRING, true),
            new Column("message", Primitive.STRING, true),
            new Column("hint", Primitive.STRING, true),
            new Column("event", Primitive.STRING, true)));
  }
}
