package io.thalweg.buffer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.buffer.ClientAccess;
import io.thalweg.definitions.Settings.Listener;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class OutsideListenerTest {

  @Test
  void aSecretIsSentAsItIsOnlyWhereItDoesNotLeaveTheMachine() {
    assertThat(mechanisms("127.0.0.1")).isEqualTo("SCRAM-SHA-256,PLAIN");
    assertThat(mechanisms("localhost")).isEqualTo("SCRAM-SHA-256,PLAIN");
    assertThat(mechanisms("0.0.0.0")).isEqualTo("SCRAM-SHA-256");
  }

  private static String mechanisms(String host) {
    Properties node = new Properties();
    try (OutsideListener listener =
        OutsideListener.open(new Listener(host, 0, "localhost"), ClientAccess.NOBODY)) {
      listener.addTo(node);
    }
    return node.getProperty("listener.name.outside.sasl.enabled.mechanisms");
  }
}
