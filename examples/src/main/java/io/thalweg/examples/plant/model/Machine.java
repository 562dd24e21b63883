package io.thalweg.examples.plant.model;

/**
 * A machine, as its type plate says it.
 *
 * @param index in {@link Fleet#machines()}
 * @param name of the machine, unique: {@code kassel-press-07}
 * @param site where it stands
 * @param line of the plant, unique: {@code kassel-2}
 * @param kind what it does
 */
public record Machine(int index, String name, Fleet.Site site, String line, Kind kind) {

  /** What a machine does, and what is normal for it. */
  public enum Kind {
    PRESS(45, 38, 2.2, 12),
    LATHE(18, 30, 1.4, 15),
    MILL(22, 33, 1.8, 11),
    PUMP(11, 26, 1.2, 18),
    ROBOT(6, 20, 0.8, 21);

    private final String written = name().toLowerCase(java.util.Locale.ROOT);
    private final double ratedPower;
    private final double warming;
    private final double vibration;
    private final double lifeDays;

    Kind(double ratedPower, double warming, double vibration, double lifeDays) {
      this.ratedPower = ratedPower;
      this.warming = warming;
      this.vibration = vibration;
      this.lifeDays = lifeDays;
    }

    /** Power at full load, in kW. */
    public double ratedPower() {
      return ratedPower;
    }

    /** By how many °C it is warmer than the hall at full load, when it is new. */
    public double warming() {
      return warming;
    }

    /** Its vibration at full load when it is new, in mm/s. */
    public double vibration() {
      return vibration;
    }

    /** For how many days of full load it lasts, on average. */
    public double lifeDays() {
      return lifeDays;
    }

    @Override
    public String toString() {
      return written;
    }
  }
}
