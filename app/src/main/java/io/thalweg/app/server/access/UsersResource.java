package io.thalweg.app.server.access;

import static io.thalweg.app.server.access.IdentityErrors.answering;
import static io.thalweg.app.server.access.IdentityErrors.required;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.thalweg.connect.http.Requires;
import io.thalweg.identity.Action;
import io.thalweg.identity.Role;
import io.thalweg.identity.User;
import io.thalweg.identity.Users;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** The people who may log in, for administrators. */
@Path("/api/v1/users")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "access", description = "Who may come in")
public final class UsersResource {

  private final Users users;

  public UsersResource(Users users) {
    this.users = users;
  }

  /** All users. */
  @Schema(name = "Users")
  public record All(List<Shown> users) {}

  /** A user. */
  @Schema(name = "User")
  public record Shown(
      @Schema(example = "anna") String name,
      @Schema(description = "administrator, engineer or viewer", example = "engineer") String role,
      @Schema(example = "2026-01-01T08:00:00Z") String created) {}

  /** A user who is to be. */
  @Schema(name = "NewUser")
  public record NewUser(
      @Schema(
              description = "1 to 64 of a-z, 0-9 and . _ @ -",
              example = "anna",
              requiredMode = Schema.RequiredMode.REQUIRED)
          String name,
      @Schema(
              description = "administrator, engineer or viewer",
              example = "engineer",
              requiredMode = Schema.RequiredMode.REQUIRED)
          String role,
      @Schema(
              description = "10 to 256 characters",
              example = "a long password",
              requiredMode = Schema.RequiredMode.REQUIRED)
          String password) {}

  /** What is to be another; the rest is null. */
  @Schema(name = "UserChange")
  public record UserChange(
      @Schema(description = "administrator, engineer or viewer", example = "viewer") String role,
      @Schema(
              description = "10 to 256 characters; all sessions of the user end",
              example = "another long password")
          String password) {}

  @GET
  @Requires(Action.ADMINISTER)
  @Operation(summary = "The users", operationId = "users")
  public All all() {
    return new All(users.list().stream().map(UsersResource::shown).toList());
  }

  @POST
  @Requires(Action.ADMINISTER)
  @Operation(summary = "Let somebody log in", operationId = "createUser")
  @ApiResponse(
      responseCode = "201",
      description = "They may log in",
      content = @Content(schema = @Schema(implementation = Shown.class)))
  @ApiResponse(responseCode = "409", ref = "#/components/responses/Conflict")
  public Response create(NewUser user) {
    required("name, role and password", user);
    Role role = IdentityErrors.role(user.role());
    String name = required("name", user.name());
    String password = required("password", user.password());
    User created = answering(() -> users.create(name, role, password));
    return Response.status(Response.Status.CREATED).entity(shown(created)).build();
  }

  @PATCH
  @Path("{name}")
  @Requires(Action.ADMINISTER)
  @Operation(
      summary = "Give a user another role or password",
      description = "With another password, all sessions of the user end.",
      operationId = "changeUser")
  @ApiResponse(
      responseCode = "200",
      description = "The user as they are now",
      content = @Content(schema = @Schema(implementation = Shown.class)))
  @ApiResponse(responseCode = "409", ref = "#/components/responses/Conflict")
  public Shown change(
      @Parameter(description = "The user's name", example = "anna") @PathParam("name") String name,
      UserChange change) {
    if (change == null || change.role() == null && change.password() == null) {
      throw IdentityErrors.invalid(
          "NOTHING_TO_CHANGE", "the request changes nothing", "Send a role, a password, or both.");
    }
    // Whatever is wrong about the one keeps the other from happening.
    Role role = change.role() == null ? null : IdentityErrors.role(change.role());
    return shown(answering(() -> users.change(name, role, change.password())));
  }

  @DELETE
  @Path("{name}")
  @Requires(Action.ADMINISTER)
  @Operation(summary = "Remove a user", operationId = "removeUser")
  @ApiResponse(responseCode = "204", description = "They may not log in any more")
  @ApiResponse(responseCode = "409", ref = "#/components/responses/Conflict")
  public Response remove(
      @Parameter(description = "The user's name", example = "anna") @PathParam("name")
          String name) {
    answering(
        () -> {
          users.remove(name);
          return null;
        });
    return Response.noContent().build();
  }

  private static Shown shown(User user) {
    return new Shown(user.name(), user.role().toString(), user.created().toString());
  }
}
