package io.thalweg.app.server.access;

import static io.thalweg.app.server.access.IdentityErrors.answering;
import static io.thalweg.app.server.access.IdentityErrors.required;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.thalweg.connect.http.Requires;
import io.thalweg.identity.Action;
import io.thalweg.identity.NewToken;
import io.thalweg.identity.Role;
import io.thalweg.identity.Token;
import io.thalweg.identity.Tokens;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The tokens of programs and devices, for administrators. */
@Path("/api/v1/tokens")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "access", description = "Who may come in")
public final class TokensResource {

  private final Tokens tokens;

  public TokensResource(Tokens tokens) {
    this.tokens = tokens;
  }

  /** All tokens. */
  @Schema(name = "Tokens")
  public record All(List<Shown> tokens) {}

  /** A token without its secret. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "Token")
  public record Shown(
      @Schema(example = "5d41402abc4b") String id,
      @Schema(example = "press line 1") String name,
      @Schema(description = "administrator, engineer, viewer or device", example = "device")
          String role,
      @Schema(description = "The key of the events that a device may write", example = "press-1")
          String device,
      @Schema(example = "2026-01-01T08:00:00Z") String created,
      @Schema(
              description = "Missing for a token that is good for ever",
              example = "2027-01-01T00:00:00Z")
          String expires,
      @Schema(description = "Missing for one that was never used", example = "2026-03-01T09:30:00Z")
          String lastUsed,
      @Schema(description = "Missing for any number", example = "100") Integer eventsPerSecond,
      @Schema(description = "Missing for any number", example = "100") Integer requestsPerSecond) {}

  /** A token with its secret. */
  @Schema(name = "CreatedToken")
  public record Created(
      @Schema(
              description = "What to send as Authorization: Bearer …; shown only here",
              example = "tw_…")
          String token,
      @JsonUnwrapped Shown shown) {}

  /** A token that is to be. */
  @Schema(name = "NewToken")
  public record Asked(
      @Schema(
              description = "administrator, engineer, viewer or device",
              example = "device",
              requiredMode = Schema.RequiredMode.REQUIRED)
          String role,
      @Schema(
              description = "The key of the events that it may write; for a device alone",
              example = "press-1")
          String device,
      @Schema(description = "For people", example = "press line 1") String name,
      @Schema(
              description = "How long it is good: a time like 2027-01-01T00:00:00Z, or 12h, 30d",
              example = "30d")
          String expires,
      @Schema(description = "How many events a second it may append", example = "1000")
          Integer eventsPerSecond,
      @Schema(description = "How many requests a second it may make", example = "10")
          Integer requestsPerSecond) {}

  @GET
  @Requires(Action.ADMINISTER)
  @Operation(summary = "The tokens, without their secrets", operationId = "tokens")
  public All all() {
    return new All(tokens.list().stream().map(TokensResource::shown).toList());
  }

  @POST
  @Requires(Action.ADMINISTER)
  @Operation(
      summary = "Make a token",
      description = "The secret stands in this answer and nowhere else.",
      operationId = "createToken")
  @ApiResponse(
      responseCode = "201",
      description = "The token",
      content = @Content(schema = @Schema(implementation = Created.class)))
  public Response create(Asked asked) {
    required("role", asked);
    Role role = IdentityErrors.role(asked.role());
    NewToken wanted =
        new NewToken(
            role,
            Optional.ofNullable(asked.name()),
            Optional.ofNullable(asked.device()),
            Optional.ofNullable(asked.expires()).map(text -> Expiry.parse(text, Instant.now())),
            optional(asked.eventsPerSecond()),
            optional(asked.requestsPerSecond()));
    Token.Created created = answering(() -> tokens.create(wanted));
    return Response.status(Response.Status.CREATED)
        .entity(new Created(created.secret(), shown(created.token())))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  @DELETE
  @Path("{id}")
  @Requires(Action.ADMINISTER)
  @Operation(summary = "Revoke a token", operationId = "revokeToken")
  @ApiResponse(responseCode = "204", description = "It lets nobody in any more")
  public Response revoke(
      @Parameter(description = "The token's id", example = "5d41402abc4b") @PathParam("id")
          String id) {
    answering(
        () -> {
          tokens.revoke(id);
          return null;
        });
    return Response.noContent().build();
  }

  private static OptionalInt optional(Integer number) {
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  private static Shown shown(Token token) {
    return new Shown(
        token.id(),
        token.name(),
        token.role().toString(),
        token.device().orElse(null),
        token.created().toString(),
        token.expires().map(Instant::toString).orElse(null),
        token.lastUsed().map(Instant::toString).orElse(null),
        number(token.eventsPerSecond()),
        number(token.requestsPerSecond()));
  }

  private static Integer number(OptionalInt number) {
    return number.isPresent() ? number.getAsInt() : null;
  }
}
