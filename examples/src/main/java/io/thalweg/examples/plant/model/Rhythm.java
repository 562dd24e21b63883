package io.thalweg.examples.plant.model;

import java.time.DayOfWeek;
import java.time.ZonedDateTime;

/** How a plant's day and week go: shifts, breaks, weekends, the warmth of the hall. */
final class Rhythm {

  /** What is to be done at each hour of a working day, from 0 to 1, with a night shift. */
  private static final double[] DAY_AND_NIGHT = {
    .55, .55, .50, .50, .55, .60, .75, .90, .95, .95, .92, .90, .60, .88, .92, .90, .85, .80, .75,
    .72, .65, .70, .62, .58
  };

  /** The same without one. */
  private static final double[] DAY = {
    .05, .05, .05, .05, .05, .20, .70, .90, .95, .95, .92, .90, .50, .88, .92, .90, .80, .72, .68,
    .65, .55, .30, .10, .05
  };

  private static final double WEEKEND = 0.25;
  private static final double HOURS = 24;

  private Rhythm() {}

  /**
   * How much of what it can do a line has to do, from 0 to 1.
   *
   * @param local by the site's clock
   */
  static double demand(Fleet.Site site, ZonedDateTime local) {
    double[] hours = site.atNight() ? DAY_AND_NIGHT : DAY;
    int hour = local.getHour();
    double part = (local.getMinute() * 60 + local.getSecond()) / 3600.0;
    double demand = hours[hour] * (1 - part) + hours[(hour + 1) % hours.length] * part;
    DayOfWeek day = local.getDayOfWeek();
    return day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY ? demand * WEEKEND : demand;
  }

  /** The warmth of the hall in °C, warmest in the afternoon. */
  static double hall(Fleet.Site site, ZonedDateTime local) {
    double hour = local.getHour() + local.getMinute() / 60.0;
    return site.hallTemperature() + 3.5 * Math.cos((hour - 15) / HOURS * 2 * Math.PI);
  }
}
