package io.thalweg.examples.plant;

import io.thalweg.examples.DemoException;
import io.thalweg.examples.client.PlatformClient;
import io.thalweg.examples.client.RefusedException;
import io.thalweg.examples.client.UnreachableException;
import io.thalweg.examples.plant.model.Fleet;
import io.thalweg.examples.plant.model.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The machines' tokens, each good for its own events alone. They are kept in a file that only its
 * owner can read, as machines keep theirs; where the platform does not know them any more, new ones
 * are made.
 */
final class DeviceTokens {

  private DeviceTokens() {}

  /**
   * The token of each machine, in their order.
   *
   * @param administrator who may make them
   * @param folder where the file is, made where it is missing
   */
  static List<String> of(PlatformClient administrator, Path folder)
      throws DemoException, RefusedException, UnreachableException, InterruptedException {
    Path file = folder.resolve("device-tokens");
    try {
      Set<String> known = administrator.devices();
      Map<String, String> tokens = read(file);
      boolean complete =
          Fleet.machines().stream()
              .allMatch(m -> tokens.containsKey(m.name()) && known.contains(m.name()));
      if (!complete) {
        tokens.clear();
        for (Machine machine : Fleet.machines()) {
          tokens.put(machine.name(), administrator.createDeviceToken(machine.name()));
        }
        write(file, tokens);
      }
      List<String> ordered = new ArrayList<>();
      Fleet.machines().forEach(machine -> ordered.add(tokens.get(machine.name())));
      return ordered;
    } catch (IOException e) {
      throw new DemoException(
          "the machines' tokens cannot be kept in \"%s\": %s".formatted(file, e.getMessage()), e);
    }
  }

  private static Map<String, String> read(Path file) throws IOException {
    Map<String, String> tokens = new LinkedHashMap<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        int space = line.indexOf(' ');
        if (space > 0) {
          tokens.put(line.substring(0, space), line.substring(space + 1));
        }
      }
    }
    return tokens;
  }

  private static void write(Path file, Map<String, String> tokens) throws IOException {
    Files.createDirectories(file.getParent());
    Files.deleteIfExists(file);
    if (Files.getFileStore(file.getParent()).supportsFileAttributeView("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    List<String> lines = new ArrayList<>();
    tokens.forEach((machine, token) -> lines.add(machine + " " + token));
    Files.write(file, lines);
  }
}
