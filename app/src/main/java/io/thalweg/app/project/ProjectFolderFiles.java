package io.thalweg.app.project;

import io.thalweg.app.project.ProjectFile.NotEditableException;
import io.thalweg.definitions.project.JsonSchemas.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of definitions in a project's folder, to be read and replaced one by one. Nothing
 * outside of the folder is touched: names are those of definitions alone, and links are not
 * followed. Safe for use by many threads that write different files.
 */
public final class ProjectFolderFiles {

  /** Larger ones are not definitions. */
  private static final int MAX_BYTES = 1 << 20;

  private final Path folder;

  public ProjectFolderFiles(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /** A file that is not there yet. */
  public static ProjectFile of(String path, byte[] content) {
    return new ProjectFile(path, kind(path), content);
  }

  /** The project's folder. */
  public Path folder() {
    return folder;
  }

  /**
   * The definitions that are there, by kind and name; links and what cannot be read are left out.
   */
  public List<ProjectFile> list() throws IOException {
    List<ProjectFile> files = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (String path : names(kind)) {
        try {
          find(path).ifPresent(files::add);
        } catch (NotEditableException leftOut) {
          // Reading the project says what is wrong with it.
        }
      }
    }
    return files;
  }

  private List<String> names(Kind kind) throws IOException {
    if (kind.folder().isEmpty()) {
      return List.of(ProjectFolder.SETTINGS_FILE);
    }
    String name = kind.folder().get();
    Path inside = folder.resolve(name);
    if (!Files.isDirectory(inside, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(inside)) {
      return files
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .map(file -> name + "/" + file.getFileName())
          .filter(path -> Kind.ofFile(path).isPresent())
          .sorted()
          .toList();
    }
  }

  /**
   * A file as it is now; empty where there is none.
   *
   * @throws NotEditableException when it is a link, or no file, or far too large
   * @throws IllegalArgumentException when no definition is read from a file of that name
   */
  public Optional<ProjectFile> find(String path) throws IOException {
    Kind kind = kind(path);
    Path file = place(path);
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] content = in.readNBytes(MAX_BYTES + 1);
      if (content.length > MAX_BYTES) {
        throw new NotEditableException(
            "file \"%s\" is larger than a definition can be, 1 MiB".formatted(path),
            "Move data out of the project's folders.");
      }
      return Optional.of(new ProjectFile(path, kind, content));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (FileSystemException e) {
      throw new NotEditableException(
          "file \"%s\" cannot be read: %s".formatted(path, e.getMessage()),
          "Let the platform's user read the project's folder.");
    }
  }

  /**
   * Puts a file in place, synced to disk; makes its folder where it is missing.
   *
   * @throws NotEditableException when a link or something else stands in its place, or the folder
   *     cannot be written
   */
  public ProjectFile write(String path, byte[] content) throws IOException {
    Path file = place(path);
    try {
      DurableFile.createFolder(file.getParent());
      DurableFile.write(file, content, attributes(file));
    } catch (FileSystemException e) {
      throw notWritable(path, e);
    }
    return of(path, content);
  }

  /** Removes a file, durably; the exceptions are those of {@link #write}. */
  public void delete(String path) throws IOException {
    Path file = place(path);
    try {
      DurableFile.delete(file);
    } catch (FileSystemException e) {
      throw notWritable(path, e);
    }
  }

  private static NotEditableException notWritable(String path, FileSystemException cause) {
    return new NotEditableException(
        "file \"%s\" cannot be written: %s".formatted(path, cause.getMessage()),
        "Let the platform's user write to the project's folder, and see that its disk is not full.");
  }

  /** The rights that the file has now. */
  private static FileAttribute<?>[] attributes(Path file) throws IOException {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix && Files.exists(file)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(Files.getPosixFilePermissions(file))
        }
        : new FileAttribute<?>[0];
  }

  private static Kind kind(String path) {
    return Kind.ofFile(path)
        .orElseThrow(
            () -> new IllegalArgumentException("no definition is read from \"" + path + "\""));
  }

  /** Where a file stands, when neither it nor its folder leads elsewhere. */
  private Path place(String path) throws IOException {
    kind(path);
    Path file = folder.resolve(path).normalize();
    for (Path at = file; !at.equals(folder); at = at.getParent()) {
      boolean isFile = at.equals(file);
      boolean isRight =
          isFile
              ? Files.isRegularFile(at, LinkOption.NOFOLLOW_LINKS)
              : Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS);
      if (Files.exists(at, LinkOption.NOFOLLOW_LINKS) && !isRight) {
        throw new NotEditableException(
            "\"%s\" is %s"
                .formatted(
                    folder.relativize(at),
                    Files.isSymbolicLink(at)
                        ? "a link"
                        : isFile ? "not a regular file" : "not a folder"),
            "Edit it where it stands, or put %s in its place."
                .formatted(isFile ? "a file" : "a folder"));
      }
    }
    return file;
  }
}
