package io.thalweg.app.server.project;

import io.thalweg.app.project.CheckedProject;
import io.thalweg.app.project.ProjectFile;
import io.thalweg.app.project.ProjectFolderFiles;
import io.thalweg.app.project.ProjectLoader;
import io.thalweg.definitions.Problem;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Changes a project's files one at a time, each only when the whole project is free of mistakes
 * with it. Safe for use by many threads; changes wait for each other.
 */
public final class ProjectEditor {

  private final ProjectFolderFiles files;
  private final LiveProject live;

  /**
   * @param live the project that runs, which a change changes
   */
  public ProjectEditor(ProjectFolderFiles files, LiveProject live) {
    this.files = files;
    this.live = live;
  }

  /** What became of a change. */
  public sealed interface Outcome {}

  /**
   * It is done, or would be.
   *
   * @param file as it is now; empty when it was removed
   * @param isNew whether there was none before
   * @param effects what comes of it for what runs
   */
  public record Done(Optional<ProjectFile> file, boolean isNew, List<ProjectEffect> effects)
      implements Outcome {}

  /** The files are as they should be, but a part of the platform failed at running them. */
  public static final class NotAppliedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotAppliedException(RuntimeException cause) {
      super(cause.getMessage(), cause);
    }
  }

  /** Nothing is done: the project would have these mistakes. */
  public record Refused(List<Problem> problems) implements Outcome {}

  /** Decides by the file as it is whether a change may be made; throws where not. */
  public interface Precondition {
    void check(Optional<ProjectFile> current);
  }

  /** The files as they are. */
  ProjectFolderFiles files() {
    return files;
  }

  /** The project in its folder as it is. */
  CheckedProject read() {
    return ProjectLoader.load(files.folder());
  }

  /** Every mistake of a project, also what keeps it from running here. */
  List<Problem> problems(CheckedProject project) {
    return project.isCorrect() ? live.problems(project) : project.problems();
  }

  /** The project as it would be with one file changed, or removed where there is no content. */
  CheckedProject read(String path, Optional<byte[]> content) {
    return ProjectLoader.load(files.folder(), Map.of(path, content));
  }

  /**
   * Changes one file.
   *
   * @param content what it is to hold; nothing to remove it
   * @param dry whether to change nothing and only say what would come of it
   * @throws IOException when it cannot be read or written; then it is as it was
   */
  public synchronized Outcome change(
      String path, Optional<byte[]> content, Precondition precondition, boolean dry)
      throws IOException {
    Optional<ProjectFile> current = files.find(path);
    precondition.check(current);
    CheckedProject changed = read(path, content);
    List<Problem> problems = problems(changed);
    if (!problems.isEmpty()) {
      return new Refused(problems);
    }
    List<ProjectEffect> effects = live.effects(changed);
    Optional<ProjectFile> file = Optional.empty();
    if (dry) {
      file = content.map(bytes -> ProjectFolderFiles.of(path, bytes));
    } else {
      live.approve(changed);
      if (content.isPresent()) {
        file = Optional.of(files.write(path, content.get()));
      } else {
        files.delete(path);
      }
      apply(changed);
    }
    return new Done(file, current.isEmpty(), effects);
  }

  /**
   * Runs the project as it stands in its folder, for whoever changed files there.
   *
   * @param dry whether to only say what would come of it
   */
  public synchronized Outcome reload(boolean dry) {
    CheckedProject changed = read();
    List<Problem> problems = problems(changed);
    if (!problems.isEmpty()) {
      return new Refused(problems);
    }
    List<ProjectEffect> effects = live.effects(changed);
    if (!dry) {
      live.approve(changed);
      apply(changed);
    }
    return new Done(Optional.empty(), false, effects);
  }

  private void apply(CheckedProject changed) {
    try {
      live.apply(changed);
    } catch (RuntimeException e) {
      throw new NotAppliedException(e);
    }
  }
}
