package io.thalweg.sql.parse;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;

/** Which relations a statement names, before anything is known about them. */
public final class TableNames extends SqlBasicVisitor<Void> {

  /**
   * A relation's name in a FROM clause.
   *
   * @param name in lower case
   * @param position of the name
   */
  public record Occurrence(String name, SqlParserPos position) {}

  private final List<Occurrence> occurrences = new ArrayList<>();
  private final Set<String> local = new HashSet<>();
  private boolean windowed;

  private TableNames() {}

  /** Reads a statement that has been parsed and not yet validated. */
  public static TableNames of(SqlNode statement) {
    TableNames visitor = new TableNames();
    statement.accept(visitor);
    visitor.occurrences.removeIf(occurrence -> visitor.local.contains(occurrence.name()));
    return visitor;
  }

  /** Every name in the order of the text; without those of WITH. */
  public List<Occurrence> occurrences() {
    return List.copyOf(occurrences);
  }

  /** The different names in lower case. */
  public Set<String> distinct() {
    return occurrences.stream().map(Occurrence::name).collect(Collectors.toSet());
  }

  /** Whether a window function stands in a FROM clause. */
  public boolean isWindowed() {
    return windowed;
  }

  @Override
  public Void visit(SqlCall call) {
    if (call instanceof SqlSelect select && select.getFrom() != null) {
      from(select.getFrom());
    } else if (call instanceof SqlWithItem item) {
      local.add(item.name.getSimple().toLowerCase(Locale.ROOT));
    } else if (call.getKind() == SqlKind.EXPLICIT_TABLE) {
      from(call.operand(0));
    } else if (call.getKind() == SqlKind.COLLECTION_TABLE) {
      windowed = true;
    }
    return super.visit(call);
  }

  private void from(SqlNode node) {
    if (node instanceof SqlIdentifier name) {
      String last = name.names.get(name.names.size() - 1).toLowerCase(Locale.ROOT);
      occurrences.add(new Occurrence(last, name.getParserPosition()));
    } else if (node instanceof SqlJoin join) {
      from(join.getLeft());
      from(join.getRight());
    } else if (node.getKind() == SqlKind.AS || node.getKind() == SqlKind.SNAPSHOT) {
      from(((SqlCall) node).operand(0));
    }
  }
}
