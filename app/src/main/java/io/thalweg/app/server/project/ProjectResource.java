package io.thalweg.app.server.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.thalweg.app.project.CheckedProject;
import io.thalweg.app.project.ProjectFile;
import io.thalweg.app.server.http.ProblemJson;
import io.thalweg.connect.http.ApiError;
import io.thalweg.connect.http.ApiException;
import io.thalweg.connect.http.Requires;
import io.thalweg.definitions.project.JsonSchemas;
import io.thalweg.identity.Action;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The project as a whole: what is in its folder, what is wrong with it, how it is written. */
@Path("/api/v1/project")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "project", description = "What is defined, read and changed")
public final class ProjectResource {

  private final ProjectEditor editor;
  private final Supplier<CheckedProject> running;

  /**
   * @param running the project that runs
   */
  public ProjectResource(ProjectEditor editor, Supplier<CheckedProject> running) {
    this.editor = editor;
    this.running = running;
  }

  /** The project. */
  @Schema(name = "Project")
  public record Whole(
      @Schema(example = "plant") String name,
      @Schema(description = "Its files of definitions, by kind and name") List<File> files,
      @Schema(description = "What is wrong with them as they stand in the folder now")
          List<ProblemJson> problems) {}

  /** A file of the project. */
  @Schema(name = "ProjectFile")
  public record File(
      @Schema(
              description = "Relative to the project's folder",
              example = "pipelines/minute_average.yaml")
          String path,
      @Schema(description = "thalweg, stream, table, pipeline or dashboard", example = "pipeline")
          String kind,
      @Schema(description = "Of what it defines", example = "minute_average") String name,
      @Schema(
              description = "Changes with the content; to be sent as If-Match",
              example = "\"9f86d081884c7d659a2feaa0\"")
          String etag) {

    static File of(ProjectFile file) {
      return new File(file.path(), file.kind().id(), file.name(), '"' + file.version() + '"');
    }
  }

  /** A file as it would be. */
  @Schema(name = "Draft")
  public record Draft(
      @Schema(
              example = "pipelines/minute_average.yaml",
              requiredMode = Schema.RequiredMode.REQUIRED)
          String path,
      @Schema(
              description = "What it would hold; without it, as if the file were removed",
              example = "pipeline: minute_average\nsql: …\nto: [{table: minute_average}]\n")
          String text) {}

  /** What is wrong with a project as it would be. */
  @Schema(name = "ProjectProblems")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Checked(
      @Schema(description = "Of the whole project, by file, line and column; none if it is right")
          List<ProblemJson> problems) {}

  @GET
  @Requires(Action.READ)
  @Operation(summary = "The project's files, and what is wrong with them", operationId = "project")
  public Whole whole() throws IOException {
    return new Whole(
        running.get().settings().name(),
        editor.files().list().stream().map(File::of).toList(),
        ProblemJson.of(editor.problems(editor.read())));
  }

  @POST
  @Path("check")
  @Requires(Action.OPERATE)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Check the project as it would be with one file changed",
      description =
          "Nothing is written. What GET /api/v1/project tells is the project as it is; a file that"
              + " others stand on may bring them mistakes, which are told too.",
      operationId = "checkProject")
  public Checked check(Draft draft) {
    return new Checked(ProblemJson.of(editor.problems(read(editor, draft))));
  }

  /**
   * The project with a draft in it.
   *
   * @throws ApiException 400 when the draft is missing, 404 when it is no file of definitions
   */
  static CheckedProject read(ProjectEditor editor, Draft draft) {
    if (draft == null || draft.path() == null) {
      throw new ApiException(
          400,
          new ApiError(
              "DRAFT_MISSING",
              "the request does not say which file it is about",
              null,
              "Send {\"path\": \"pipelines/NAME.yaml\", \"text\": \"…\"}."));
    }
    ProjectFilesResource.checkName(draft.path());
    return editor.read(
        draft.path(),
        Optional.ofNullable(draft.text()).map(text -> text.getBytes(StandardCharsets.UTF_8)));
  }

  /** What came of running the project as it stands in its folder. */
  @Schema(name = "ProjectReload")
  public record Reloaded(
      @Schema(description = "Whether it was only tried, because the request says dry") boolean dry,
      @Schema(description = "What comes of it, streams first; none if nothing has changed")
          List<ProjectEffect> effects) {}

  @POST
  @Path("reload")
  @Requires(Action.OPERATE)
  @Operation(
      summary = "Run the project as it stands in its folder",
      description = "For files that were changed there by an editor or another program.",
      operationId = "reloadProject")
  @ApiResponse(
      responseCode = "200",
      description = "It runs, or would",
      content = @Content(schema = @Schema(implementation = Reloaded.class)))
  @ApiResponse(
      responseCode = "422",
      description = "PROJECT_HAS_MISTAKES: what runs goes on",
      content = @Content(schema = @Schema(implementation = MistakesAnswer.class)))
  public Response reload(
      @Parameter(description = "true to only say what would come of it", example = "true")
          @QueryParam("dry")
          @DefaultValue("false")
          boolean dry) {
    try {
      ProjectEditor.Outcome outcome = editor.reload(dry);
      return outcome instanceof ProjectEditor.Refused refused
          ? MistakesAnswer.of(refused.problems())
          : Response.ok(new Reloaded(dry, ((ProjectEditor.Done) outcome).effects())).build();
    } catch (ProjectEditor.NotAppliedException e) {
      throw ProjectFilesResource.notApplied(e);
    }
  }

  @GET
  @Path("schemas/{kind}")
  @Requires(Action.READ)
  @Operation(
      summary = "The JSON Schema of a kind of file, by which editors complete and check",
      operationId = "projectSchema")
  @ApiResponse(
      responseCode = "200",
      description = "JSON Schema 2020-12",
      content =
          @Content(
              schema =
                  @Schema(
                      type = "object",
                      example = "{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\"}")))
  public String schema(
      @Parameter(
              description = "thalweg, stream, table, pipeline or dashboard",
              example = "pipeline")
          @PathParam("kind")
          String kind) {
    return Arrays.stream(JsonSchemas.Kind.values())
        .filter(candidate -> candidate.id().equals(kind))
        .findFirst()
        .map(JsonSchemas::of)
        .orElseThrow(() -> unknownKind(kind));
  }

  private static ApiException unknownKind(String kind) {
    return new ApiException(
        404,
        new ApiError(
            "UNKNOWN_KIND",
            "there is no kind of definition \"%s\"".formatted(kind),
            null,
            "There are: %s."
                .formatted(
                    Arrays.stream(JsonSchemas.Kind.values())
                        .map(JsonSchemas.Kind::id)
                        .collect(Collectors.joining(", ")))));
  }
}
