package io.thalweg.app.project;

import io.thalweg.definitions.EventId;
import io.thalweg.definitions.Guarantee;
import io.thalweg.definitions.Output;
import io.thalweg.definitions.Pipeline;
import io.thalweg.definitions.Settings;
import io.thalweg.definitions.Stream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a pipeline's path gives, from the log to its outputs, and why. It is derived from the parts
 * of the path; that a pipeline asks for it is no reason.
 *
 * @param given by the weakest part
 * @param reasons one sentence for each part of the path, in its order
 */
public record DerivedGuarantee(Guarantee given, List<String> reasons) {

  public DerivedGuarantee {
    reasons = List.copyOf(reasons);
  }

  /**
   * The guarantee of a pipeline on the embedded engine.
   *
   * @param sources that it reads
   */
  public static DerivedGuarantee of(
      Pipeline pipeline, List<Stream> sources, Settings.Buffer buffer) {
    List<String> reasons = new ArrayList<>();
    reasons.add(
        "From the sender to the log: at-least-once. A sender that repeats a request whose answer it"
            + " did not get may bring an event twice.");
    reasons.add(log(buffer));
    for (Stream source : sources) {
      source.id().ifPresent(id -> reasons.add(once(source, id)));
    }
    reasons.add(
        "Engine: rows, open windows, results and the position in the source are written in one"
            + " transaction; after a crash it goes on where the last one ended.");
    for (Output output : pipeline.to()) {
      reasons.add(
          output instanceof Output.Table
              ? "Table %s: in the same transaction.".formatted(output.name())
              : ("Topic %s: rows wait in an outbox in the same transaction; each carries its sequence,"
                      + " and a start reads the topic back and goes on behind the highest.")
                  .formatted(output.name()));
    }
    return new DerivedGuarantee(Guarantee.EXACTLY_ONCE, reasons);
  }

  private static String once(Stream source, EventId id) {
    return "Stream %s: an event whose %s the log got in the %s before counts once."
        .formatted(
            source.name(),
            source.key().map(key -> key + " and ").orElse("") + id.field(),
            id.within().toString().substring(2).toLowerCase(Locale.ROOT));
  }

  private static String log(Settings.Buffer buffer) {
    if (buffer.bootstrap().isPresent()) {
      return "Log: the cluster at %s; what survives there is decided there."
          .formatted(buffer.bootstrap().get());
    }
    return buffer.durability() == Settings.Durability.DISK
        ? "Log: an event is synced to disk before its sender is answered; it survives a power cut."
        : "Log: durability is process; a power cut can lose the last events, and the next start says"
            + " so instead of skipping them.";
  }
}
