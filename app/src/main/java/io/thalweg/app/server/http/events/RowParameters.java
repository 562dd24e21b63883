package io.thalweg.app.server.http.events;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import jakarta.ws.rs.QueryParam;

/**
 * Which rows of a table a request asks for, as it says so in its address. Its fields are public for
 * those who find them by reflection.
 */
public final class RowParameters {

  @Parameter(
      in = ParameterIn.QUERY,
      description =
          "Only rows whose key has this value: of a reference table its key, one of several fields"
              + " as a JSON array; of a pipeline's table the key of its topic, or the first column"
              + " that is neither a number nor a timestamp",
      example = "press-1")
  @QueryParam("key")
  public String key;

  @Parameter(
      in = ParameterIn.QUERY,
      description =
          "Only rows from this time on: ISO-8601, a day, or milliseconds since 1970. The time is"
              + " the start of the window or the event time; of a reference table its only"
              + " timestamp",
      example = "2026-01-01T08:00:00Z")
  @QueryParam("from")
  public String from;

  @Parameter(
      in = ParameterIn.QUERY,
      description = "Only rows before this time",
      example = "2026-01-01T09:00:00Z")
  @QueryParam("to")
  public String to;

  @Parameter(
      in = ParameterIn.QUERY,
      description = "The columns wanted, separated by commas; all when left out",
      example = "machine,temperature")
  @QueryParam("fields")
  public String fields;

  @Parameter(
      in = ParameterIn.QUERY,
      description =
          "Where to begin: a cursor from an answer, start, or end (what a pipeline puts out from"
              + " now on)",
      example = "start")
  @QueryParam("cursor")
  public String cursor;
}
