package io.thalweg.definitions.internal.document;

import static io.thalweg.definitions.internal.shape.Key.optional;

import io.thalweg.definitions.Location;
import io.thalweg.definitions.Problem;
import io.thalweg.definitions.ProblemCode;
import io.thalweg.definitions.Settings.Listener;
import io.thalweg.definitions.internal.shape.Bound;
import io.thalweg.definitions.internal.shape.FlagShape;
import io.thalweg.definitions.internal.shape.IntegerShape;
import io.thalweg.definitions.internal.shape.Key;
import io.thalweg.definitions.internal.shape.MappingShape;
import io.thalweg.definitions.internal.shape.Reading;
import io.thalweg.definitions.internal.shape.TextShape;
import java.util.Optional;

/** The part of {@code thalweg.yaml} that lets Kafka clients in. */
final class ListenerDocument {

  static final TextShape<String> HOST_NAME =
      new TextShape<>(
              "a host name or an address",
              "[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*",
              253,
              ProblemCode.INVALID_VALUE,
              text -> text)
          .withHelp(
              "The port has a key of its own.",
              text ->
                  Optional.of(
                      text.replaceFirst("^[a-zA-Z_]+://", "").replaceFirst(":[0-9]+$", "")));

  static final Key<Integer> PORT =
      optional("port", new IntegerShape(0, 65_535), "Its port; 0 for any free one")
          .withDefault(Listener.DEFAULT_PORT, Listener.DEFAULT_PORT)
          .withExample("9092");

  static final Key<String> HOST =
      optional(
              "host",
              HOST_NAME,
              "The address to listen on; \"0.0.0.0\" for all of this machine. What goes over it is not"
                  + " encrypted")
          .withDefault(Listener.DEFAULT_HOST, Listener.DEFAULT_HOST)
          .withExample("192.168.1.5");

  static final Key<String> ADVERTISED =
      optional(
              "advertised",
              HOST_NAME,
              "The host name or address by which clients reach it, where that is not its host")
          .withExample("plant.example.org");

  static final Key<Boolean> ENABLED =
      optional(
              "enabled",
              FlagShape.FLAG,
              "Whether clients are let in; false keeps the other keys for later")
          .withDefault(true, true)
          .withExample("false");

  static final MappingShape SHAPE =
      new MappingShape("\"listener\"", PORT, HOST, ADVERTISED, ENABLED);

  private ListenerDocument() {}

  /** Kafka tells its clients where to connect to, which cannot be all addresses. */
  static void check(Bound listener, Reading reading) {
    listener
        .find(ADVERTISED)
        .or(() -> listener.find(HOST))
        .filter(told -> Listener.isAll(told.value()))
        .ifPresent(
            told ->
                reading.report(
                    ProblemCode.INVALID_VALUE
                        .at(
                            told.location(),
                            "\"%s\" is no address that clients could connect to"
                                .formatted(told.value()))
                        .withDetail(
                            "Kafka tells its clients where to connect to, and this means all"
                                + " addresses of the machine.")
                        .withHint(
                            "Name the one that they know by the key advertised, for example:"
                                + " advertised: plant.example.org")));
  }

  /** The log runs elsewhere, so that its listeners are not ours. */
  static Problem withoutLog(Location at) {
    return ProblemCode.INVALID_VALUE
        .at(at, "key \"listener\" does not go together with key \"bootstrap\"")
        .withDetail("The log is an outside cluster, which lets its clients in itself.")
        .withHint("Remove one of them.");
  }

  /** Nothing where clients are not to be let in. */
  static Optional<Listener> listener(Bound listener) {
    if (!listener.get(ENABLED)) {
      return Optional.empty();
    }
    String host = listener.get(HOST);
    return Optional.of(
        new Listener(host, listener.get(PORT), listener.value(ADVERTISED).orElse(host)));
  }
}
