package io.thalweg.buffer.internal;

import io.thalweg.buffer.ClientAccess;
import io.thalweg.buffer.ClientAccess.RefusedException;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.plain.PlainAuthenticateCallback;
import org.apache.kafka.common.security.scram.ScramCredential;
import org.apache.kafka.common.security.scram.ScramCredentialCallback;

/** Gives Kafka's SCRAM and PLAIN what they check clients' secrets against. Made by Kafka. */
public final class OutsideCredentials implements AuthenticateCallbackHandler {

  private ClientAccess access = ClientAccess.NOBODY;

  @Override
  public void configure(
      Map<String, ?> settings, String mechanism, List<AppConfigurationEntry> entries) {
    access = OutsideListener.asked(settings);
  }

  @Override
  public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
    String user = null;
    for (Callback callback : callbacks) {
      if (callback instanceof NameCallback name) {
        user = name.getDefaultName();
      } else if (callback instanceof ScramCredentialCallback asked) {
        asked.scramCredential(credential(user));
      } else if (callback instanceof PlainAuthenticateCallback asked) {
        asked.authenticated(isSecret(user, asked.password()));
      } else {
        throw new UnsupportedCallbackException(callback);
      }
    }
  }

  private boolean isSecret(String user, char[] secret) {
    checkOutside(user);
    try {
      return access.isSecret(user, new String(secret));
    } catch (RefusedException e) {
      throw new SaslAuthenticationException(e.getMessage());
    }
  }

  private static void checkOutside(String user) {
    if (user == null || user.equals(EmbeddedBroker.USER)) {
      throw new SaslAuthenticationException("this user comes in elsewhere");
    }
  }

  private ScramCredential credential(String user) {
    checkOutside(user);
    try {
      ClientAccess.Verifier verifier = access.verifier(user);
      return new ScramCredential(
          verifier.salt(), verifier.storedKey(), verifier.serverKey(), verifier.iterations());
    } catch (RefusedException e) {
      // Of all exceptions this is the one whose message Kafka sends to the client.
      throw new SaslAuthenticationException(e.getMessage());
    }
  }

  @Override
  public void close() {
    // Holds nothing.
  }
}
