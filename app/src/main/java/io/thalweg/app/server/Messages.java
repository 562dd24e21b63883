package io.thalweg.app.server;

/** Where a platform writes what its operator may want to know. */
public final class Messages {
  private Messages() {}

  /**
   * Sends everything that is logged from now on to the data folder. To be called before anything
   * has logged.
   */
  public static void writeTo(DataFolder folder) {
    System.setProperty("thalweg.messages", folder.messages().toString());
    System.setProperty("log4j2.configurationFile", "classpath:log4j2-platform.xml");
    org.slf4j.bridge.SLF4JBridgeHandler.removeHandlersForRootLogger();
    org.slf4j.bridge.SLF4JBridgeHandler.install();
  }

  /** Ends the writing; the last thing that a process does. */
  public static void close() {
    org.apache.logging.log4j.LogManager.shutdown();
  }
}
