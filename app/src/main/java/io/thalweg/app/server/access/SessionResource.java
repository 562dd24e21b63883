package io.thalweg.app.server.access;

import static io.thalweg.app.server.access.IdentityErrors.answering;
import static io.thalweg.app.server.access.IdentityErrors.required;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.thalweg.connect.http.ApiError;
import io.thalweg.connect.http.ApiException;
import io.thalweg.connect.http.Requires;
import io.thalweg.connect.http.SessionCookie;
import io.thalweg.identity.Action;
import io.thalweg.identity.Caller;
import io.thalweg.identity.Identity;
import io.thalweg.identity.Sessions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Logging in and out, for people with a browser. */
@Path("/api/v1/session")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "access", description = "Who may come in")
public final class SessionResource {

  private final Identity identity;

  public SessionResource(Identity identity) {
    this.identity = identity;
  }

  /** Who wants to come in. */
  public record Login(
      @Schema(example = "admin", requiredMode = Schema.RequiredMode.REQUIRED) String user,
      @Schema(example = "a long password", requiredMode = Schema.RequiredMode.REQUIRED)
          String password) {}

  /** Who calls. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Session(
      @Schema(description = "The user's name, or the token's", example = "admin") String user,
      @Schema(description = "administrator, engineer or viewer", example = "administrator")
          String role,
      @Schema(
              description =
                  "What requests of this session that change something carry as X-CSRF-Token;"
                      + " missing for a token",
              example = "kq3…")
          String csrf) {}

  /** A password instead of another. */
  public record PasswordChange(
      @Schema(
              description = "The password until now",
              example = "a long password",
              requiredMode = Schema.RequiredMode.REQUIRED)
          String current,
      @Schema(
              description = "The one from now on: 10 to 256 characters",
              example = "another long password",
              requiredMode = Schema.RequiredMode.REQUIRED)
          String password) {}

  @POST
  @Requires(Action.OPEN)
  @SecurityRequirements
  @Operation(
      summary = "Log in",
      description =
          "The answer sets the cookie thalweg_session. Wrong logins are limited for each user and"
              + " each address.",
      operationId = "logIn")
  @ApiResponse(
      responseCode = "200",
      description = "Logged in",
      content = @Content(schema = @Schema(implementation = Session.class)))
  @ApiResponse(
      responseCode = "401",
      description = "User or password are wrong",
      content = @Content(schema = @Schema(implementation = ApiError.class)))
  @ApiResponse(
      responseCode = "429",
      description = "Too many wrong logins; try again after Retry-After seconds",
      content = @Content(schema = @Schema(implementation = ApiError.class)))
  public Response logIn(Login login, @Context HttpServletRequest request) {
    required("user and password", login);
    String user = required("user", login.user());
    String password = required("password", login.password());
    Sessions.Opened opened =
        answering(() -> identity.sessions().open(user, password, request.getRemoteAddr()));
    return Response.ok(
            new Session(opened.user().name(), opened.user().role().toString(), opened.csrf()))
        .header(
            HttpHeaders.SET_COOKIE,
            SessionCookie.set(opened.secret(), Sessions.LONGEST, SessionCookie.isSecure(request)))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  @GET
  @Requires(Action.OWN_ACCOUNT)
  @Operation(summary = "Who calls, with what role", operationId = "session")
  @ApiResponse(
      responseCode = "200",
      description = "Somebody whom the platform knows",
      content = @Content(schema = @Schema(implementation = Session.class)))
  public Response who(@Parameter(hidden = true) @Context Caller caller) {
    return Response.ok(
            new Session(caller.name(), caller.role().toString(), caller.csrf().orElse(null)))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  @DELETE
  @Requires(Action.OWN_ACCOUNT)
  @Operation(summary = "Log out", operationId = "logOut")
  @ApiResponse(responseCode = "204", description = "The session is over")
  public Response logOut(
      @Parameter(hidden = true) @CookieParam(SessionCookie.NAME) String secret,
      @Parameter(hidden = true) @Context Caller caller,
      @Context HttpServletRequest request) {
    if (caller.isUser() && secret != null) {
      identity.sessions().close(secret);
    }
    return Response.noContent()
        .header(HttpHeaders.SET_COOKIE, SessionCookie.remove(SessionCookie.isSecure(request)))
        .build();
  }

  @PUT
  @Path("password")
  @Requires(Action.OWN_ACCOUNT)
  @Operation(
      summary = "Change one's own password",
      description = "All sessions of the user end, this one too: log in again.",
      operationId = "changeOwnPassword")
  @ApiResponse(responseCode = "204", description = "The password is the new one")
  @ApiResponse(responseCode = "409", ref = "#/components/responses/Conflict")
  public Response changePassword(
      PasswordChange change,
      @Parameter(hidden = true) @Context Caller caller,
      @Context HttpServletRequest request) {
    required("current and password", change);
    String current = required("current", change.current());
    String password = required("password", change.password());
    if (!caller.isUser()) {
      throw new ApiException(
          409,
          new ApiError(
              "TOKEN_WITHOUT_PASSWORD",
              "a token has no password",
              null,
              "Log in as a user, or change a user's by PATCH /api/v1/users/{name}."));
    }
    if (!answering(
        () -> identity.sessions().isPassword(caller.name(), current, request.getRemoteAddr()))) {
      throw new ApiException(
          403,
          new ApiError(
              "WRONG_PASSWORD",
              "the current password is another one",
              null,
              "Type it again; an administrator can give a new one."));
    }
    answering(() -> identity.users().change(caller.name(), null, password));
    return Response.noContent().build();
  }
}
