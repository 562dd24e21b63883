package io.thalweg.app.server.project;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.thalweg.app.project.ProjectFile;
import io.thalweg.app.project.ProjectFile.NotEditableException;
import io.thalweg.app.server.project.ProjectEditor.NotAppliedException;
import io.thalweg.connect.http.ApiError;
import io.thalweg.connect.http.ApiException;
import io.thalweg.connect.http.Requires;
import io.thalweg.definitions.project.JsonSchemas;
import io.thalweg.identity.Action;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The project's files, to be read and changed one at a time. */
@Path("/api/v1/project/files/{path: .+}")
@Tag(name = "project", description = "What is defined, read and changed")
public final class ProjectFilesResource {

  private static final String YAML = "application/yaml";
  private static final String PATH = "Relative to the project's folder, with / between its parts";
  private static final String EXAMPLE = "pipelines/minute_average.yaml";
  private static final String IF_MATCH =
      "The ETag of the version that the request is about; * for any";

  private static final Logger LOG = LoggerFactory.getLogger(ProjectFilesResource.class);

  private final ProjectEditor editor;

  public ProjectFilesResource(ProjectEditor editor) {
    this.editor = editor;
  }

  /** A change that was made, or would be. */
  @Schema(name = "ProjectChange")
  public record Changed(
      @Schema(description = "The file as it is now; missing when it was removed")
          ProjectResource.File file,
      @Schema(description = "Whether it was only tried, because the request says dry") boolean dry,
      @Schema(description = "What comes of it for what runs, streams first; none if nothing does")
          List<ProjectEffect> effects) {}

  @GET
  @Requires(Action.READ)
  @Produces(YAML)
  @Operation(summary = "A file's text", operationId = "projectFile")
  @ApiResponse(
      responseCode = "200",
      description = "The text; its ETag is for If-Match",
      content =
          @Content(
              mediaType = YAML,
              schema = @Schema(type = "string", example = "pipeline: minute_average\nsql: …\n")))
  @ApiResponse(
      responseCode = "404",
      description = "UNKNOWN_FILE, NOT_A_DEFINITION",
      content = @Content(schema = @Schema(implementation = ApiError.class)))
  public Response read(
      @Parameter(description = PATH, example = EXAMPLE) @PathParam("path") String path,
      @Context Request request)
      throws IOException {
    checkName(path);
    ProjectFile file = find(path).orElseThrow(() -> unknown(path));
    EntityTag tag = EditConditions.tag(file);
    Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
    return (unchanged != null ? unchanged : Response.ok(file.content()))
        .tag(tag)
        .header(HttpHeaders.CACHE_CONTROL, "no-cache")
        .build();
  }

  @PUT
  @Requires(Action.OPERATE)
  @Consumes({YAML, "text/yaml", "application/x-yaml", MediaType.TEXT_PLAIN})
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Save a file",
      description =
          "The whole project is checked with it first. It takes effect at once, and effects say what"
              + " happens; with dry they say it before. A new file needs no condition, one that is"
              + " there If-Match.",
      operationId = "saveProjectFile")
  @RequestBody(
      content =
          @Content(
              mediaType = YAML,
              schema = @Schema(type = "string"),
              examples =
                  @ExampleObject(
                      "stream: readings\nfields:\n  machine: {type: string}\n"
                          + "  time: {type: timestamp}\nevent_time: {field: time}\n")))
  @ApiResponse(
      responseCode = "200",
      description = "It is written, or would be",
      content = @Content(schema = @Schema(implementation = Changed.class)))
  @ApiResponse(
      responseCode = "201",
      description = "It is written and was not there before",
      content = @Content(schema = @Schema(implementation = Changed.class)))
  @ApiResponse(
      responseCode = "412",
      description = "FILE_CHANGED: it is not the version of If-Match any more",
      content = @Content(schema = @Schema(implementation = ApiError.class)))
  @ApiResponse(
      responseCode = "422",
      description = "PROJECT_HAS_MISTAKES: nothing is written",
      content = @Content(schema = @Schema(implementation = MistakesAnswer.class)))
  @ApiResponse(
      responseCode = "428",
      description = "PRECONDITION_REQUIRED: it is there, and the request has no If-Match",
      content = @Content(schema = @Schema(implementation = ApiError.class)))
  public Response save(
      @Parameter(description = PATH, example = EXAMPLE) @PathParam("path") String path,
      @Parameter(description = "true to only say what would come of it", example = "true")
          @QueryParam("dry")
          @DefaultValue("false")
          boolean dry,
      byte[] text,
      @Context HttpHeaders headers)
      throws IOException {
    return change(path, Optional.of(text == null ? new byte[0] : text), headers, dry);
  }

  @DELETE
  @Requires(Action.OPERATE)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Remove a file",
      description = "The rest of the project is checked without it first; needs If-Match.",
      operationId = "deleteProjectFile")
  @ApiResponse(
      responseCode = "200",
      description = "It is removed, or would be",
      content = @Content(schema = @Schema(implementation = Changed.class)))
  @ApiResponse(
      responseCode = "422",
      description = "PROJECT_HAS_MISTAKES: others need what it defines",
      content = @Content(schema = @Schema(implementation = MistakesAnswer.class)))
  public Response delete(
      @Parameter(description = PATH, example = EXAMPLE) @PathParam("path") String path,
      @Parameter(description = "true to only say what would come of it", example = "true")
          @QueryParam("dry")
          @DefaultValue("false")
          boolean dry,
      @Context HttpHeaders headers)
      throws IOException {
    checkName(path);
    if (find(path).isEmpty()) {
      throw unknown(path);
    }
    return change(path, Optional.empty(), headers, dry);
  }

  private Response change(String path, Optional<byte[]> content, HttpHeaders headers, boolean dry)
      throws IOException {
    checkName(path);
    ProjectEditor.Outcome outcome;
    try {
      outcome = editor.change(path, content, EditConditions.of(path, headers), dry);
    } catch (NotEditableException e) {
      throw notEditable(e);
    } catch (NotAppliedException e) {
      throw notApplied(e);
    }
    if (outcome instanceof ProjectEditor.Refused refused) {
      return MistakesAnswer.of(refused.problems());
    }
    ProjectEditor.Done done = (ProjectEditor.Done) outcome;
    Response.ResponseBuilder answer =
        Response.status(done.isNew() && !dry ? Response.Status.CREATED : Response.Status.OK)
            .entity(
                new Changed(
                    done.file().map(ProjectResource.File::of).orElse(null), dry, done.effects()));
    done.file().map(EditConditions::tag).ifPresent(answer::tag);
    return answer.build();
  }

  private Optional<ProjectFile> find(String path) throws IOException {
    try {
      return editor.files().find(path);
    } catch (NotEditableException e) {
      throw notEditable(e);
    }
  }

  /** Ends the request when no definition is read from a file of that name. */
  static void checkName(String path) {
    if (JsonSchemas.Kind.ofFile(path).isEmpty()) {
      throw new ApiException(
          404,
          new ApiError(
              "NOT_A_DEFINITION",
              "\"%s\" is no file of definitions"
                  .formatted(path.length() > 100 ? path.substring(0, 100) + "…" : path),
              null,
              "Definitions are thalweg.yaml, streams/NAME.yaml, tables/NAME.yaml,"
                  + " pipelines/NAME.yaml and dashboards/NAME.yaml."));
    }
  }

  private static ApiException unknown(String path) {
    return new ApiException(
        404,
        new ApiError(
            "UNKNOWN_FILE",
            "the project has no file \"%s\"".formatted(path),
            null,
            "GET /api/v1/project lists its files."));
  }

  static ApiException notApplied(NotAppliedException e) {
    LOG.error("the project's change was not taken over whole", e);
    return new ApiException(
        500,
        new ApiError(
            "NOT_APPLIED",
            "the change is saved, but not all of it runs: %s".formatted(e.getMessage()),
            "What is not concerned by it goes on.",
            "POST /api/v1/project/reload tries again; so does a start of the platform."));
  }

  private static ApiException notEditable(NotEditableException e) {
    return new ApiException(409, new ApiError("FILE_NOT_EDITABLE", e.getMessage(), null, e.hint()));
  }
}
