package io.thalweg.app.server;

import io.thalweg.app.project.DurableFile;
import io.thalweg.identity.FirstPassword;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder that a platform keeps its data in, and what lies in it.
 *
 * <p>Nothing is made by looking. Safe for use by many threads.
 *
 * @param path absolute
 */
public record DataFolder(Path path) {

  /** With so little of a disk left nothing can be written to it. */
  private static final long FULL_BYTES = 1 << 20;

  private static final int TOKEN_BYTES = 32;

  private static final Set<PosixFilePermission> OWNER_READS =
      PosixFilePermissions.fromString("rw-------");

  private static final Set<PosixFilePermission> OWNER_ENTERS =
      PosixFilePermissions.fromString("rwx------");

  /** The log's folder. */
  public Path log() {
    return path.resolve("log");
  }

  /** The lake's folder. */
  public Path lake() {
    return path.resolve("lake");
  }

  /** The folder of the engine: serving tables, windows that are open, positions. */
  public Path engine() {
    return path.resolve("engine");
  }

  /** What the platform has to say about itself. */
  public Path messages() {
    return path.resolve("platform.log");
  }

  /**
   * Deletes all data for good.
   *
   * @throws StartException when a platform uses them
   */
  public void clear() throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (DataFolderLock held = DataFolderLock.acquire(this);
        Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        if (!file.equals(path) && !file.equals(lockFile())) {
          Files.delete(file);
        }
      }
    }
  }

  /** What keeps a process from writing that did write here, in one line. */
  public String whyItCannotBeWritten() {
    try {
      boolean full = Files.getFileStore(path).getUsableSpace() < FULL_BYTES;
      return (full ? "the disk of the data folder \"%s\" is full" : "\"%s\" could not be written")
          .formatted(path);
    } catch (IOException e) {
      return "the data folder \"%s\" is not there: %s".formatted(path, e.getMessage());
    }
  }

  /** Makes the folder where it is missing; then only its owner may look into it. */
  void create() throws IOException {
    if (!Files.isDirectory(path)) {
      Files.createDirectories(path.getParent());
      Files.createDirectory(path, owner(OWNER_ENTERS));
    }
  }

  Path lockFile() {
    return path.resolve("lock");
  }

  private Path runFilePath() {
    return path.resolve("run.json");
  }

  /** The file with the administrator's token. */
  public Path tokenFile() {
    return path.resolve("admin.token");
  }

  /** Users, tokens and sessions. */
  Path identity() {
    return path.resolve("identity.db");
  }

  /** The file with the first user's password, until that is changed. */
  public Path passwordFile() {
    return path.resolve("admin.password");
  }

  /** The place for the first user's password. */
  FirstPassword firstPassword() {
    return new FirstPassword() {
      @Override
      public void keep(String password) {
        writeOwnerOnly(passwordFile(), password + "\n");
      }

      @Override
      public void forget() {
        try {
          Files.deleteIfExists(passwordFile());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }

  /** What the platform that runs here, or died here, wrote when it was ready. */
  public Optional<RunFile> runFile() {
    return read(runFilePath()).flatMap(RunFile::parse);
  }

  void writeRunFile(RunFile run) {
    writeOwnerOnly(runFilePath(), run.toJson());
  }

  void deleteRunFile() {
    try {
      Files.deleteIfExists(runFilePath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The administrator's token, once there is one and as far as this user may read it. */
  public Optional<String> readToken() {
    return read(tokenFile()).map(String::strip).filter(token -> !token.isEmpty());
  }

  /** The administrator's token, made when there is none. */
  String token() {
    return readToken()
        .orElseGet(
            () -> {
              byte[] random = new byte[TOKEN_BYTES];
              new SecureRandom().nextBytes(random);
              String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
              writeOwnerOnly(tokenFile(), token + "\n");
              return token;
            });
  }

  private static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Readable by the owner alone from its first instant, and never half written under its name. */
  private static void writeOwnerOnly(Path file, String text) {
    try {
      DurableFile.write(file, text.getBytes(StandardCharsets.UTF_8), owner(OWNER_READS));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static FileAttribute<?>[] owner(Set<PosixFilePermission> rights) {
    boolean posix =
        java.nio.file.FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(rights)}
        : new FileAttribute<?>[0];
  }
}
