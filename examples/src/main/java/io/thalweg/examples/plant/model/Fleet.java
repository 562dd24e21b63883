package io.thalweg.examples.plant.model;

import io.thalweg.examples.plant.model.Machine.Kind;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Four plants of five lines with ten machines each. */
public final class Fleet {

  private static final int LINES = 5;
  private static final int MACHINES_IN_A_LINE = 10;

  /** The machines of a line, in their order. */
  private static final List<Kind> LINE =
      List.of(
          Kind.PUMP,
          Kind.LATHE,
          Kind.LATHE,
          Kind.MILL,
          Kind.MILL,
          Kind.PRESS,
          Kind.PRESS,
          Kind.ROBOT,
          Kind.ROBOT,
          Kind.PUMP);

  private static final List<Machine> MACHINES = build();

  private Fleet() {}

  /** A plant's place. */
  public enum Site {
    KASSEL(51.31, 9.48, "Europe/Berlin", 20, false),
    PORTO(41.15, -8.61, "Europe/Lisbon", 23, false),
    DETROIT(42.33, -83.05, "America/Detroit", 21, true),
    PUNE(18.52, 73.86, "Asia/Kolkata", 29, true);

    private final String written = name().toLowerCase(java.util.Locale.ROOT);
    private final double latitude;
    private final double longitude;
    private final ZoneId zone;
    private final double hallTemperature;
    private final boolean atNight;

    Site(double latitude, double longitude, String zone, double hallTemperature, boolean atNight) {
      this.latitude = latitude;
      this.longitude = longitude;
      this.zone = ZoneId.of(zone);
      this.hallTemperature = hallTemperature;
      this.atNight = atNight;
    }

    public double latitude() {
      return latitude;
    }

    public double longitude() {
      return longitude;
    }

    /** Whose clock its shifts go by. */
    public ZoneId zone() {
      return zone;
    }

    /** Mean of a day, in °C. */
    public double hallTemperature() {
      return hallTemperature;
    }

    /** Whether there is a night shift. */
    public boolean atNight() {
      return atNight;
    }

    @Override
    public String toString() {
      return written;
    }
  }

  /** All machines, by site, line and place in the line. */
  public static List<Machine> machines() {
    return MACHINES;
  }

  private static List<Machine> build() {
    List<Machine> machines = new ArrayList<>();
    for (Site site : Site.values()) {
      for (int line = 1; line <= LINES; line++) {
        for (int place = 0; place < MACHINES_IN_A_LINE; place++) {
          Kind kind = LINE.get(place);
          int number = (line - 1) * MACHINES_IN_A_LINE + place + 1;
          machines.add(
              new Machine(
                  machines.size(),
                  "%s-%s-%02d".formatted(site, kind, number),
                  site,
                  site + "-" + line,
                  kind));
        }
      }
    }
    return List.copyOf(machines);
  }
}
