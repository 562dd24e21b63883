package io.thalweg.app.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.thalweg.app.cli.RowFormat.ColumnName;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code thalweg token}: makes, lists and revokes the tokens of a running platform. */
@Command(
    name = "token",
    description = "Make a token for a program or a device; list and revoke them.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "[COMMAND]",
    subcommands = {TokenCommand.ListTokens.class, TokenCommand.Revoke.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  thalweg token --role device --device press-1 --expires 90d",
      "  thalweg token --role viewer --name prometheus --requests-per-second 5",
      "  thalweg token list",
      "  thalweg token revoke 5d41402abc4b",
      "",
      "The token is written to the standard output, this once; the rest goes to the standard error:",
      "  TOKEN=$(thalweg token --role device --device press-1)"
    })
final class TokenCommand implements Callable<Integer> {

  private static final String PATH = "/api/v1/tokens";

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "What it may do: administrator, engineer, viewer or device.")
  private String role;

  @Option(
      names = "--device",
      paramLabel = "ID",
      description = "For the role device: the key that its events must have.")
  private String device;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What people call it (default: the device, or the role).")
  private String name;

  @Option(
      names = "--expires",
      paramLabel = "WHEN",
      description = "A span like 12h or 30d, or a time like 2027-01-01T00:00:00Z (default: never).")
  private String expires;

  @Option(
      names = "--events-per-second",
      paramLabel = "N",
      description = "How many events it may append (default: any number).")
  private Integer eventsPerSecond;

  @Option(
      names = "--requests-per-second",
      paramLabel = "N",
      description = "How often it may call (default: any number).")
  private Integer requestsPerSecond;

  @Mixin private ConnectionOptions connection;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (role == null) {
      throw new CommandException(
          ExitCode.USAGE,
          "what the token may do is missing",
          "Give it by --role: administrator, engineer, viewer or device.");
    }
    Map<String, Object> asked = new LinkedHashMap<>();
    asked.put("role", role);
    asked.put("device", device);
    asked.put("name", name);
    asked.put("expires", expires);
    asked.put("eventsPerSecond", eventsPerSecond);
    asked.put("requestsPerSecond", requestsPerSecond);
    asked.values().removeIf(java.util.Objects::isNull);
    Map<String, String> made = object(connection.connect(), asked);
    PrintWriter err = spec.commandLine().getErr();
    err.println(
        "token %s, named \"%s\", role %s%s; it is shown only now"
            .formatted(
                made.get("id"),
                made.get("name"),
                made.get("role"),
                made.containsKey("expires") ? ", expires " + made.get("expires") : ""));
    err.flush();
    PrintWriter out = spec.commandLine().getOut();
    out.println(made.get("token"));
    out.flush();
    return ExitCode.OK;
  }

  private static Map<String, String> object(PlatformClient platform, Map<String, Object> asked) {
    try (InputStream body = platform.post(PATH, asked);
        JsonParser json = PlatformClient.parser(body)) {
      json.nextToken();
      return fields(json);
    } catch (IOException e) {
      throw brokenOff(platform, e);
    }
  }

  /** The fields of an object of plain values, from its start to its end. */
  private static Map<String, String> fields(JsonParser json) throws IOException {
    Map<String, String> fields = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      fields.put(field, PlatformClient.text(json));
    }
    return fields;
  }

  private static CommandException brokenOff(PlatformClient platform, IOException e) {
    return new CommandException(
        ExitCode.FAILED,
        "the answer of the platform at %s broke off: %s".formatted(platform.url(), e.getMessage()));
  }

  /** {@code thalweg token list}. */
  @Command(
      name = "list",
      description = "List the tokens, without their secrets.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExamples:%n",
      footer = {"  thalweg token list", "  thalweg token list --format csv"})
  static final class ListTokens implements Callable<Integer> {

    private static final List<ColumnName> COLUMNS =
        List.of(
            new ColumnName("id", "string"),
            new ColumnName("name", "string"),
            new ColumnName("role", "string"),
            new ColumnName("device", "string"),
            new ColumnName("created", "string"),
            new ColumnName("expires", "string"),
            new ColumnName("lastUsed", "string"),
            new ColumnName("eventsPerSecond", "int"),
            new ColumnName("requestsPerSecond", "int"));

    @Option(
        names = "--format",
        paramLabel = "FORMAT",
        defaultValue = "table",
        description = "table, json or csv (default: table).")
    private RowFormat format;

    @Mixin private ConnectionOptions connection;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      PlatformClient platform = connection.connect();
      List<Map<String, String>> tokens = new ArrayList<>();
      try (InputStream body = platform.get(PATH);
          JsonParser json = PlatformClient.parser(body)) {
        while (json.nextToken() != JsonToken.START_ARRAY) {
          // before the tokens
        }
        while (json.nextToken() == JsonToken.START_OBJECT) {
          tokens.add(fields(json));
        }
      } catch (IOException e) {
        throw brokenOff(platform, e);
      }
      RowFormat.RowWriter rows = format.writer(spec.commandLine().getOut(), COLUMNS);
      for (Map<String, String> token : tokens) {
        rows.row(COLUMNS.stream().map(column -> token.get(column.name())).toArray(String[]::new));
      }
      rows.end();
      return ExitCode.OK;
    }
  }

  /** {@code thalweg token revoke}. */
  @Command(
      name = "revoke",
      description = "Revoke a token: it lets nobody in any more.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExamples:%n",
      footer = {"  thalweg token revoke 5d41402abc4b"})
  static final class Revoke implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "As `thalweg token list` shows it.")
    private String id;

    @Mixin private ConnectionOptions connection;

    @Override
    public Integer call() {
      connection.connect().delete(PATH + "/" + PlatformClient.encoded(id));
      return ExitCode.OK;
    }
  }
}
