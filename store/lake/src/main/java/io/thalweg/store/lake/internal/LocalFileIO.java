package io.thalweg.store.lake.internal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.io.SeekableInputStream;

/**
 * Iceberg's files on the local disk. A file that is written through it is durable once its stream
 * is closed, so that a catalog never points at metadata that a power cut takes away. Locations are
 * absolute paths, or URIs with the scheme {@code file}. Safe for use by many threads.
 */
public final class LocalFileIO implements FileIO {

  private static final long serialVersionUID = 1L;

  /** The path that a location names. */
  public static Path path(String location) {
    return location.startsWith("file:")
        ? Path.of(URI.create(location).getPath())
        : Path.of(location);
  }

  @Override
  public InputFile newInputFile(String location) {
    return new LocalInput(location, path(location));
  }

  @Override
  public OutputFile newOutputFile(String location) {
    return new LocalOutput(location, path(location));
  }

  /** Deletes a file; one that is gone already is no error. */
  @Override
  public void deleteFile(String location) {
    try {
      Files.deleteIfExists(path(location));
    } catch (IOException e) {
      throw new UncheckedIOException("file " + location + " could not be deleted", e);
    }
  }

  private record LocalInput(String location, Path path) implements InputFile {
    @Override
    public long getLength() {
      try {
        return Files.size(path);
      } catch (IOException e) {
        throw unreadable(e);
      }
    }

    @Override
    public SeekableInputStream newStream() {
      try {
        return new LocalInputStream(path);
      } catch (IOException e) {
        throw unreadable(e);
      }
    }

    private RuntimeException unreadable(IOException e) {
      return e instanceof java.nio.file.NoSuchFileException || e instanceof FileNotFoundException
          ? new NotFoundException(e, "file %s is missing", path)
          : new UncheckedIOException("file " + path + " could not be read", e);
    }

    @Override
    public boolean exists() {
      return Files.exists(path);
    }
  }

  private record LocalOutput(String location, Path path) implements OutputFile {
    @Override
    public PositionOutputStream create() {
      if (Files.exists(path)) {
        throw new AlreadyExistsException("file %s exists already", path);
      }
      return createOrOverwrite();
    }

    @Override
    public PositionOutputStream createOrOverwrite() {
      Durable.createFolder(path.toAbsolutePath().getParent());
      try {
        return new DurableOutputStream(path);
      } catch (IOException e) {
        throw new UncheckedIOException("file " + path + " could not be written", e);
      }
    }

    @Override
    public InputFile toInputFile() {
      return new LocalInput(location, path);
    }
  }
}
