package io.thalweg.app.server.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.thalweg.app.server.http.ProblemJson;
import io.thalweg.connect.http.RefusalBody;
import io.thalweg.definitions.Problem;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Why a change to a project is refused: the mistakes that the project would have. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ProjectMistakes")
public record MistakesAnswer(
    @Schema(example = "PROJECT_HAS_MISTAKES") String code,
    @Schema(example = "the project would have 1 mistake") String message,
    @Schema(description = "What was done: nothing", example = "Nothing is written.") String detail,
    @Schema(example = "Mend what problems lists.") String hint,
    @Schema(description = "As thalweg check reports them, by file, line and column")
        List<ProblemJson> problems)
    implements RefusalBody {

  private static final int UNPROCESSABLE = 422;

  /** 422 with these mistakes; at least one. */
  static Response of(List<Problem> problems) {
    int count = problems.size();
    return Response.status(UNPROCESSABLE)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(
            new MistakesAnswer(
                "PROJECT_HAS_MISTAKES",
                "the project would have %d mistake%s".formatted(count, count == 1 ? "" : "s"),
                "Nothing is written, and what runs goes on.",
                "Mend what problems lists, each at its file, line and column.",
                ProblemJson.of(problems)))
        .build();
  }

  @Override
  public String refusalCode() {
    return code;
  }
}
