package io.thalweg.examples;

import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a demo needs to talk to a running platform.
 *
 * @param url of the platform, for example {@code http://127.0.0.1:8420}
 * @param token of somebody who may write events and query
 * @param cache the folder that was prepared
 * @param out where progress and results go
 * @param terminal whether {@code out} is a terminal, so that a line can be drawn over
 * @param options by name, as {@link Demo#options} lists them; those not given have their default
 */
public record DemoContext(
    URI url,
    String token,
    Path cache,
    PrintStream out,
    boolean terminal,
    Map<String, String> options) {

  public DemoContext {
    options = Map.copyOf(options);
  }
}
