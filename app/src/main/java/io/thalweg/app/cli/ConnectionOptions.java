package io.thalweg.app.cli;

import io.thalweg.app.project.ProjectFolder;
import io.thalweg.app.server.DataFolder;
import io.thalweg.app.server.RunFile;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How a command finds the platform that it talks to. */
final class ConnectionOptions {

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "The platform's address (default: $THALWEG_URL, then what `up` left behind).")
  private URI url;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description = "The bearer token (default: $THALWEG_TOKEN, then what `up` left behind).")
  private String token;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "The data folder of a platform on this machine (default: .thalweg in the project around this folder).")
  private Path data;

  /**
   * The platform that is meant.
   *
   * @throws CommandException when nothing says where one is
   */
  PlatformClient connect() {
    URI address = address();
    return new PlatformClient(address, token(address));
  }

  /** Whether the user named a platform, instead of leaving it to be found. */
  boolean areGiven() {
    return url != null || data != null || environment("THALWEG_URL").isPresent();
  }

  /** Whether a platform of the project around this folder is running, as far as its files say. */
  boolean canBeFound() {
    return areGiven() || dataFolder().flatMap(DataFolder::runFile).isPresent();
  }

  private URI address() {
    if (url != null) {
      return url;
    }
    Optional<String> configured = environment("THALWEG_URL");
    if (configured.isPresent()) {
      return URI.create(configured.get());
    }
    DataFolder folder =
        dataFolder()
            .orElseThrow(
                () ->
                    new CommandException(
                        ExitCode.UNREACHABLE,
                        "no platform to talk to: there is no project around this folder",
                        "Go to the project's folder, or name a platform by --url or --data."));
    RunFile running =
        folder
            .runFile()
            .orElseThrow(
                () ->
                    new CommandException(
                        ExitCode.UNREACHABLE,
                        "no platform runs over the data folder \"%s\"".formatted(folder.path()),
                        "Start it with `thalweg up`, or name another by --url or --data."));
    if (!running.isAlive()) {
      throw new CommandException(
          ExitCode.UNREACHABLE,
          "the platform over the data folder \"%s\" does not run any more; it was not stopped, it died"
              .formatted(folder.path()),
          "Start it again with `thalweg up`; nothing that it accepted is lost.");
    }
    return running.url();
  }

  private String token(URI address) {
    if (token != null) {
      return token;
    }
    return environment("THALWEG_TOKEN")
        .or(() -> dataFolder().flatMap(DataFolder::readToken))
        .orElseThrow(
            () ->
                new CommandException(
                    ExitCode.USAGE,
                    "no token for the platform at %s".formatted(address),
                    "Give it by $THALWEG_TOKEN or --token; the platform's first start wrote it to admin.token in its data folder."));
  }

  private Optional<DataFolder> dataFolder() {
    if (data != null) {
      return Optional.of(new DataFolder(data.toAbsolutePath().normalize()));
    }
    return ProjectFolder.around(Path.of(""))
        .map(project -> new DataFolder(project.resolve(ProjectFolder.DEFAULT_DATA)));
  }

  private static Optional<String> environment(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
  }
}
