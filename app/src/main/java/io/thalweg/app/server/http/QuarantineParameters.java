package io.thalweg.app.server.http;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import jakarta.ws.rs.QueryParam;

/**
 * Which records in quarantine a request means, as it says so in its address. Its fields are public
 * for those who find them by reflection.
 */
public final class QuarantineParameters {

  @Parameter(
      in = ParameterIn.QUERY,
      description = "The name of a rule, or a code",
      example = "WRONG_TYPE")
  @QueryParam("reason")
  public String reason;

  @Parameter(
      in = ParameterIn.QUERY,
      description =
          "Only records that came at this time or later: ISO-8601, a day, or milliseconds since"
              + " 1970",
      example = "2026-03-01T09:00:00Z")
  @QueryParam("from")
  public String from;

  @Parameter(
      in = ParameterIn.QUERY,
      description = "Only records that came before this time",
      example = "2026-03-01T10:00:00Z")
  @QueryParam("to")
  public String to;

  @Parameter(
      in = ParameterIn.QUERY,
      description = "Only records of a partition from the first to the last offset",
      example = "2:1000-1999")
  @QueryParam("offsets")
  public String offsets;
}
