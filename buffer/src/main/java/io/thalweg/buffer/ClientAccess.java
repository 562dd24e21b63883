package io.thalweg.buffer;

/**
 * Who may come in by the listener for clients from outside, and what they may do. Asked by Kafka's
 * own threads with every request: answers at once, from memory.
 */
public interface ClientAccess {

  /** For a log without such a listener. */
  ClientAccess NOBODY =
      new ClientAccess() {
        @Override
        public Verifier verifier(String user) throws RefusedException {
          throw new RefusedException("nobody may come in here");
        }

        @Override
        public boolean isSecret(String user, String secret) throws RefusedException {
          throw new RefusedException("nobody may come in here");
        }

        @Override
        public boolean mayRead(String user, String topic) {
          return false;
        }

        @Override
        public boolean mayWrite(String user, String topic) {
          return false;
        }

        @Override
        public boolean isReader(String user) {
          return false;
        }

        @Override
        public boolean isWriter(String user) {
          return false;
        }
      };

  /**
   * What a client's secret is checked against.
   *
   * @param user the name that the client gives; it has proven nothing yet
   * @throws RefusedException when nobody of that name may come in; the client reads its message
   */
  Verifier verifier(String user) throws RefusedException;

  /**
   * Whether this is the user's secret, for clients that send it as it is.
   *
   * @throws RefusedException as for {@link #verifier}
   */
  boolean isSecret(String user, String secret) throws RefusedException;

  /** Whether this user, who has proven to be it, may read a topic now. */
  boolean mayRead(String user, String topic);

  /** Whether it may append to a topic now. */
  boolean mayWrite(String user, String topic);

  /** Whether it may read any topic, and so keep positions as a consumer group. */
  boolean isReader(String user);

  /** Whether it may append to any topic, and so be an idempotent producer. */
  boolean isWriter(String user);

  /** What SCRAM-SHA-256 (RFC 5802) keeps of a secret. */
  record Verifier(byte[] salt, int iterations, byte[] storedKey, byte[] serverKey) {}

  /** Nobody of that name may come in. */
  final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    /**
     * @param message for the client: the cause and what to do about it
     */
    public RefusedException(String message) {
      super(message);
    }
  }
}
