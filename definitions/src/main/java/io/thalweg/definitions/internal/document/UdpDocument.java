package io.thalweg.definitions.internal.document;

import static io.thalweg.definitions.internal.shape.Key.optional;

import io.thalweg.definitions.Settings.Precision;
import io.thalweg.definitions.Settings.Udp;
import io.thalweg.definitions.internal.shape.Bound;
import io.thalweg.definitions.internal.shape.ChoiceShape;
import io.thalweg.definitions.internal.shape.IntegerShape;
import io.thalweg.definitions.internal.shape.Key;
import io.thalweg.definitions.internal.shape.MappingShape;

/** The part of {@code thalweg.yaml} that lets points in by UDP. */
final class UdpDocument {

  static final Key<Integer> PORT =
      optional("port", new IntegerShape(0, 65_535), "Its port; 0 for any free one")
          .withDefault(Udp.DEFAULT_PORT, Udp.DEFAULT_PORT)
          .withExample("8089");

  static final Key<String> HOST =
      optional(
              "host",
              ListenerDocument.HOST_NAME,
              "The address to listen on; \"0.0.0.0\" for all of this machine. Whoever reaches it can"
                  + " append events, for UDP carries no token")
          .withDefault(Udp.DEFAULT_HOST, Udp.DEFAULT_HOST)
          .withExample("192.168.1.5");

  static final Key<Precision> PRECISION =
      optional(
              "precision",
              new ChoiceShape<>(Precision.class),
              "What the points' timestamps count; collectd sends milliseconds")
          .withDefault(Precision.NS, "ns")
          .withExample("ms");

  static final MappingShape SHAPE = new MappingShape("\"udp\"", PORT, HOST, PRECISION);

  private UdpDocument() {}

  static Udp udp(Bound udp) {
    return new Udp(udp.get(HOST), udp.get(PORT), udp.get(PRECISION));
  }
}
