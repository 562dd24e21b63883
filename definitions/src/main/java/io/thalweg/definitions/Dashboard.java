package io.thalweg.definitions;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A dashboard: panels of SQL and how to draw them.
 *
 * @param name of the dashboard
 * @param location where its definition starts
 * @param title for people; without one, its name
 * @param description for people
 * @param variables that the SQL of panels may name as parameters, {@code :machine}; names distinct
 * @param last how far the range of time reaches back from now, while nobody chooses another;
 *     positive
 * @param refresh how often the panels are asked anew; empty for when somebody asks for it
 * @param panels in their order, at least one; names distinct
 */
public record Dashboard(
    String name,
    Location location,
    Optional<String> title,
    Optional<String> description,
    List<Variable> variables,
    Duration last,
    Optional<Duration> refresh,
    List<Panel> panels) {

  public static final Duration DEFAULT_LAST = Duration.ofHours(1);

  /** The columns of the grid that panels stand in. */
  public static final int GRID_COLUMNS = 12;

  /** The parameters that every panel has besides the variables: the range of time. */
  public static final List<String> TIME_PARAMETERS = List.of("from", "to");

  public Dashboard {
    Objects.requireNonNull(name);
    Objects.requireNonNull(location);
    Objects.requireNonNull(last);
    variables = List.copyOf(variables);
    panels = List.copyOf(panels);
  }

  /** A panel by its name. */
  public Optional<Panel> panel(String panel) {
    return panels.stream().filter(candidate -> candidate.name().equals(panel)).findFirst();
  }

  /** A variable by its name. */
  public Optional<Variable> variable(String variable) {
    return variables.stream().filter(candidate -> candidate.name().equals(variable)).findFirst();
  }

  /**
   * Text that a user wrote, and where.
   *
   * @param text as it was read
   * @param location of its first character
   */
  public record Written(String text, Location location) {}

  /**
   * A variable.
   *
   * @param name of the parameter, without its colon
   * @param label for people; without one, its name
   * @param type of its values
   * @param values to choose from, as text
   * @param sql one SELECT whose first column has the values to choose from
   * @param defaultValue what holds while nobody chooses, as text
   */
  public record Variable(
      String name,
      Optional<String> label,
      DataType type,
      List<Written> values,
      Optional<SourceText> sql,
      Optional<Written> defaultValue) {

    public Variable {
      values = List.copyOf(values);
    }

    /** What holds while nobody chooses: the default, or else the first of the listed values. */
    public Optional<Written> initial() {
      return defaultValue.or(() -> values.stream().findFirst());
    }
  }

  /**
   * A panel.
   *
   * @param name of the panel
   * @param location where it stands
   * @param title for people; without one, its name
   * @param description for people
   * @param place in the grid
   * @param sql one SELECT
   * @param draw how its rows are drawn
   * @param columns which columns mean what
   * @param unit of the values, for people
   * @param min the lower end of the scale
   * @param max the upper end of the scale
   * @param thresholds ascending
   */
  public record Panel(
      String name,
      Location location,
      Optional<String> title,
      Optional<String> description,
      Place place,
      SourceText sql,
      Draw draw,
      Columns columns,
      Optional<String> unit,
      Optional<Double> min,
      Optional<Double> max,
      List<Threshold> thresholds) {

    public Panel {
      thresholds = List.copyOf(thresholds);
    }
  }

  /**
   * A place in the grid, whose rows are of one height and as many as are needed.
   *
   * @param x the first column, from 0
   * @param y the first row, from 0
   * @param width in columns; {@code x + width} is at most {@link #GRID_COLUMNS}
   * @param height in rows
   */
  public record Place(int x, int y, int width, int height) {

    public static final int DEFAULT_WIDTH = 6;
    public static final int DEFAULT_HEIGHT = 4;

    /** Whether the two have a cell in common. */
    public boolean overlaps(Place other) {
      return x < other.x + other.width
          && other.x < x + width
          && y < other.y + other.height
          && other.y < y + height;
    }
  }

  /** How rows are drawn. */
  public enum Draw {
    /** Lines over x, one for each y or value of the series. */
    LINE,
    /** Bars over x. */
    BAR,
    /** Filled lines over x. */
    AREA,
    /** The value of the last row, large. */
    VALUE,
    /** The value of the last row on a scale. */
    GAUGE,
    /** Rows and columns. */
    TABLE,
    /** Points on a map. */
    MAP;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * Which columns mean what; those that are not said are chosen by their types.
   *
   * @param x what goes to the right, mostly a time
   * @param y the values
   * @param series what tells several lines of one y apart
   * @param lat degrees of latitude
   * @param lon degrees of longitude
   */
  public record Columns(
      Optional<Written> x,
      List<Written> y,
      Optional<Written> series,
      Optional<Written> lat,
      Optional<Written> lon) {

    public static final Columns NOT_SAID =
        new Columns(
            Optional.empty(), List.of(), Optional.empty(), Optional.empty(), Optional.empty());

    public Columns {
      y = List.copyOf(y);
    }
  }

  /**
   * From a value on, values are of a level.
   *
   * @param from the first value of the level
   * @param level what it means
   */
  public record Threshold(double from, Level level) {}

  /** What a value means. */
  public enum Level {
    GOOD,
    WARNING,
    CRITICAL;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
