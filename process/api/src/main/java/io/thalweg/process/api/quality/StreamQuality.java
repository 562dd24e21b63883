package io.thalweg.process.api.quality;

import io.thalweg.buffer.decode.Rejection;
import io.thalweg.buffer.quality.EventQuality;
import io.thalweg.buffer.quality.EventValues;
import io.thalweg.buffer.quality.Verdict;
import io.thalweg.buffer.quality.Verdict.Outcome;
import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.EventTime;
import io.thalweg.definitions.QualityRule.Otherwise;
import io.thalweg.definitions.Stream;
import io.thalweg.sql.evaluate.DataErrorException;
import io.thalweg.sql.evaluate.RowValues;
import io.thalweg.sql.quality.CompiledRule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The quality of a stream: its rules, and that its event time does not lie too far ahead.
 *
 * <p>An event breaks a rule whose check is false, or has no value for it (a division by zero). Of
 * several rules that it breaks, one that refuses decides before one that quarantines, and among
 * those the first.
 */
public final class StreamQuality implements EventQuality {

  /** The name by which the quarantine knows a time too far ahead. */
  public static final String AHEAD_RULE = "event_time";

  /** The code of an event that breaks a rule. */
  public static final String RULE_CODE = "QUALITY_RULE";

  /** The code of an event whose time lies too far ahead. */
  public static final String AHEAD_CODE = "EVENT_TIME_AHEAD";

  private static final int LONGEST_VALUE = 60;

  private final Stream stream;
  private final CompiledRule[] rules;
  private final int time;
  private final long aheadMicros;

  private StreamQuality(Stream stream, List<CompiledRule> rules) {
    this.stream = stream;
    this.rules = rules.toArray(CompiledRule[]::new);
    this.time =
        stream
            .eventTime()
            .filter(found -> found.ahead().isPresent())
            .map(found -> stream.indexOf(found.field()))
            .orElse(-1);
    this.aheadMicros =
        stream.eventTime().flatMap(EventTime::ahead).map(StreamQuality::micros).orElse(0L);
  }

  /** What must hold for the events of a stream. */
  public static EventQuality of(Stream stream, List<CompiledRule> rules) {
    StreamQuality quality = new StreamQuality(stream, rules);
    return quality.rules.length == 0 && quality.time < 0 ? NONE : quality;
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1_000;
  }

  @Override
  public boolean looksAt(int field) {
    if (field == time) {
      return true;
    }
    for (CompiledRule rule : rules) {
      if (rule.fields().contains(field)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Judge judge(int partition) {
    Row row = new Row();
    return (event, offset, timestampMillis) -> {
      row.event = event;
      return judge(row, timestampMillis);
    };
  }

  private Verdict judge(Row row, long timestampMillis) {
    if (time >= 0 && timestampMillis >= 0 && !row.isNull(time)) {
      long eventTime = row.longValue(time);
      if (eventTime - timestampMillis * 1_000 > aheadMicros) {
        return ahead(eventTime, timestampMillis);
      }
    }
    Verdict decided = null;
    List<String> warnings = null;
    for (CompiledRule rule : rules) {
      Otherwise otherwise = rule.definition().otherwise();
      if (decided != null && otherwise != Otherwise.REFUSE || holds(rule, row)) {
        continue;
      }
      if (otherwise == Otherwise.REFUSE) {
        return broken(rule, row, Outcome.REFUSED);
      } else if (otherwise == Otherwise.QUARANTINE) {
        decided = broken(rule, row, Outcome.QUARANTINED);
      } else {
        warnings = warnings == null ? new ArrayList<>() : warnings;
        warnings.add(rule.definition().name());
      }
    }
    if (decided != null) {
      return decided;
    }
    return warnings == null ? Verdict.GOOD : new Verdict(Outcome.GOOD, "", null, warnings);
  }

  /** NULL is not false: a condition on what an event does not have says nothing about it. */
  private static boolean holds(CompiledRule rule, RowValues row) {
    try {
      return !Boolean.FALSE.equals(rule.check().of(row));
    } catch (DataErrorException e) {
      return false;
    }
  }

  private Verdict ahead(long eventTime, long timestampMillis) {
    EventTime definition = stream.eventTime().orElseThrow();
    Rejection rejection =
        new Rejection(
            AHEAD_CODE,
            "field \"%s\" is %s, more than %s ahead of %s, when the event came"
                .formatted(
                    definition.field(),
                    Instant.EPOCH.plus(eventTime, ChronoUnit.MICROS),
                    text(definition.ahead().orElseThrow()),
                    Instant.ofEpochMilli(timestampMillis)),
            "Set the sender's clock, or raise \"ahead\" of the event time of stream \"%s\"."
                .formatted(stream.name()));
    return new Verdict(Outcome.REFUSED, AHEAD_RULE, rejection, List.of());
  }

  private static String text(Duration duration) {
    return duration.toString().replaceFirst("^PT", "").toLowerCase(Locale.ROOT);
  }

  private Verdict broken(CompiledRule rule, Row row, Outcome outcome) {
    String name = rule.definition().name();
    String check = rule.definition().check().text().strip().replaceAll("\\s+", " ");
    List<String> values =
        rule.fields().stream()
            .map(field -> stream.fields().get(field).name() + " = " + row.text(stream, field))
            .toList();
    String message =
        (name.equals(check)
                ? "the event breaks the rule %s".formatted(check)
                : "the event breaks the rule \"%s\": %s".formatted(name, check))
            + (values.isEmpty() ? "" : " (" + String.join(", ", values) + ")");
    String hint =
        rule.definition()
            .description()
            .orElse(
                "Send what fits the rule, or change it in stream \"%s\".".formatted(stream.name()));
    return new Verdict(outcome, name, new Rejection(RULE_CODE, message, hint), List.of());
  }

  /** An event as SQL sees it. */
  private static final class Row implements RowValues {
    private EventValues event;

    @Override
    public boolean isNull(int column) {
      return event.isNull(column);
    }

    @Override
    public long longValue(int column) {
      return event.longValue(column);
    }

    @Override
    public double doubleValue(int column) {
      return event.doubleValue(column);
    }

    @Override
    public Object value(int column) {
      return event.value(column);
    }

    /** A value as a message quotes it: short, and without control characters. */
    String text(Stream stream, int field) {
      if (event.isNull(field)) {
        return "NULL";
      }
      String text = Objects.toString(event.value(field));
      DataType type = stream.fields().get(field).type();
      if (type == Primitive.TIMESTAMP) {
        text = Instant.EPOCH.plus(event.longValue(field), ChronoUnit.MICROS).toString();
      } else if (type == Primitive.DATE) {
        text = LocalDate.ofEpochDay(event.longValue(field)).toString();
      }
      text = text.replaceAll("\\p{Cntrl}", "�");
      return text.codePointCount(0, text.length()) <= LONGEST_VALUE
          ? text
          : text.substring(0, text.offsetByCodePoints(0, LONGEST_VALUE)) + "…";
    }
  }
}
