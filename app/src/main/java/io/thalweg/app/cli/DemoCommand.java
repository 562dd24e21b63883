package io.thalweg.app.cli;

import io.thalweg.app.project.ProjectFolder;
import io.thalweg.app.server.DataFolder;
import io.thalweg.app.server.Platform;
import io.thalweg.app.server.Ports;
import io.thalweg.app.server.StartException;
import io.thalweg.definitions.Settings;
import io.thalweg.examples.Demo;
import io.thalweg.examples.DemoContext;
import io.thalweg.examples.DemoException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code thalweg demo}: an example that feeds itself. */
@Command(
    name = "demo",
    description =
        "Run an example that feeds itself: without a name the plant, two hundred simulated machines.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the example's results are as they must be, or one without an end was stopped",
      "1:they are not, something stood in the way, or it was stopped before its end"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  thalweg demo",
      "  thalweg demo --speed 60x",
      "  thalweg demo flights",
      "  thalweg demo flights --flights 100000 --keep",
      "",
      "Each run starts from an empty data folder, unless --continue is given."
    })
final class DemoCommand implements Callable<Integer> {

  @Parameters(paramLabel = "NAME", arity = "0..1", description = "The example's name.")
  private String name;

  @Option(names = "--keep", description = "Go on running when the example is at its end.")
  private boolean keep;

  @Option(
      names = "--continue",
      description = "Go on with the data of the run before; only for the plant.")
  private boolean continues;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "Where project, data and downloads go (default: .demo/NAME in the checkout).")
  private Path directory;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The port to listen on (default: 8420 for the plant if it is free, else any).")
  private Integer port;

  @Spec private CommandSpec spec;

  /** Gives the command the options of all examples. */
  static void addOptions(CommandSpec command) {
    Map<String, List<String>> descriptions = new LinkedHashMap<>();
    Map<String, Demo.Option> options = new LinkedHashMap<>();
    for (Demo demo : demos()) {
      for (Demo.Option option : demo.options()) {
        options.putIfAbsent(option.name(), option);
        descriptions
            .computeIfAbsent(option.name(), n -> new ArrayList<>())
            .add(
                "%s: %s (default: %s)"
                    .formatted(demo.name(), option.description(), option.defaultValue()));
      }
    }
    options.forEach(
        (option, first) ->
            command.addOption(
                OptionSpec.builder("--" + option)
                    .type(String.class)
                    .paramLabel(first.valueLabel())
                    .description(descriptions.get(option).toArray(String[]::new))
                    .build()));
  }

  @Override
  public Integer call() {
    Demo demo = find();
    if (continues && !demo.isEndless()) {
      throw new CommandException(
          ExitCode.USAGE,
          "example \"%s\" counts from nothing and cannot --continue".formatted(demo.name()),
          "Leave it out.");
    }
    Path home = directory == null ? defaultHome(demo) : directory.toAbsolutePath().normalize();
    Foreground foreground = new Foreground(spec.commandLine());
    try {
      return run(demo, home, foreground);
    } catch (DemoException e) {
      if (foreground.isStopping()) {
        foreground.waitForEver();
      }
      throw new CommandException(ExitCode.FAILED, e.getMessage());
    } catch (StartException e) {
      throw new CommandException(ExitCode.FAILED, e.getMessage(), e.hint());
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FAILED,
          "the example cannot be written to \"%s\": %s".formatted(home, e.getMessage()),
          "Choose a folder that this user may write to, by --dir.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.FAILED;
    } finally {
      foreground.stop();
    }
  }

  private int run(Demo demo, Path home, Foreground foreground)
      throws DemoException, IOException, InterruptedException {
    PrintStream out = System.out;
    Map<String, String> options = options(demo);
    demo.prepare(home.resolve("cache"), options, out);
    Path project = home.resolve("project");
    demo.writeProject(project);
    DataFolder data = new DataFolder(project.resolve(ProjectFolder.DEFAULT_DATA));
    if (!continues) {
      data.clear();
    }
    Platform platform =
        foreground.start(
            () -> UpCommand.checked(spec.commandLine(), project), data, OptionalInt.of(port(demo)));
    out.println("ready " + platform.url());
    UpCommand.firstLogin(data).ifPresent(out::println);
    if (demo.isEndless()) {
      out.println("the administrator's token stands in " + data.tokenFile());
      out.println("stop it with Ctrl-C");
    }
    foreground.exitWhenStopped(demo.isEndless() ? ExitCode.OK : ExitCode.FAILED);
    boolean terminal = System.console() != null;
    int exit =
        demo.run(
            new DemoContext(
                platform.url(),
                data.readToken().orElseThrow(),
                home.resolve("cache"),
                out,
                terminal,
                options));
    if (keep) {
      foreground.exitWhenStopped(exit);
      out.println("still running at %s; stop it with Ctrl-C. To ask it:".formatted(platform.url()));
      out.println("  thalweg query --data %s \"SELECT …\"".formatted(data.path()));
      foreground.waitForEver();
    }
    return exit;
  }

  /** An example that is looked at has an address to remember, where nobody else is there. */
  private int port(Demo demo) {
    if (port != null) {
      return port;
    }
    return demo.isEndless() && Ports.isFree(Settings.DEFAULT_HTTP_PORT)
        ? Settings.DEFAULT_HTTP_PORT
        : 0;
  }

  private Demo find() {
    List<Demo> demos = demos();
    if (name == null) {
      return demos.get(0);
    }
    return demos.stream()
        .filter(demo -> demo.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandException(
                    ExitCode.USAGE,
                    "there is no example \"%s\"".formatted(name),
                    "There are: %s."
                        .formatted(
                            demos.stream().map(Demo::name).collect(Collectors.joining(", ")))));
  }

  /** The options of the example that were given; those of other examples are refused. */
  private Map<String, String> options(Demo demo) {
    List<String> known = demo.options().stream().map(Demo.Option::name).toList();
    Map<String, String> given = new LinkedHashMap<>();
    for (Demo any : demos()) {
      for (Demo.Option option : any.options()) {
        String value = spec.findOption("--" + option.name()).getValue();
        if (value != null && !known.contains(option.name())) {
          throw new CommandException(
              ExitCode.USAGE,
              "example \"%s\" has no option --%s".formatted(demo.name(), option.name()),
              "Its options are --%s.".formatted(String.join(", --", known)));
        }
        if (value != null) {
          given.put(option.name(), value);
        }
      }
    }
    return given;
  }

  private static Path defaultHome(Demo demo) {
    String checkout = System.getProperty("thalweg.home");
    Path base =
        checkout == null
            ? Path.of(System.getProperty("user.home"), ".cache", "thalweg", "demo")
            : Path.of(checkout, ".demo");
    return base.resolve(demo.name());
  }

  private static List<Demo> demos() {
    return ServiceLoader.load(Demo.class).stream().map(ServiceLoader.Provider::get).toList();
  }
}
