package io.thalweg.app.server.http.events;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import jakarta.ws.rs.QueryParam;

/**
 * Which events of a stream a request asks for, as it says so in its address. Its fields are public
 * for those who find them by reflection.
 */
public final class EventParameters {

  @Parameter(
      in = ParameterIn.QUERY,
      description = "Only events whose key has this value",
      example = "press-1")
  @QueryParam("key")
  public String key;

  @Parameter(
      in = ParameterIn.QUERY,
      description =
          "Only events from this event time on: ISO-8601, a day, or milliseconds since 1970",
      example = "2026-01-01T08:00:00Z")
  @QueryParam("from")
  public String from;

  @Parameter(
      in = ParameterIn.QUERY,
      description = "Only events before this event time",
      example = "2026-01-01T09:00:00Z")
  @QueryParam("to")
  public String to;

  @Parameter(
      in = ParameterIn.QUERY,
      description =
          "The fields wanted, separated by commas; all when left out. _partition and _offset, an"
              + " event's place in the log, can be named too",
      example = "machine,time,temperature")
  @QueryParam("fields")
  public String fields;

  @Parameter(
      in = ParameterIn.QUERY,
      description =
          "Where to begin: a cursor from an answer, start (the first event) or end (what comes from"
              + " now on)",
      example = "start")
  @QueryParam("cursor")
  public String cursor;
}
