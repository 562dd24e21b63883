package io.thalweg.identity;

/** Says who calls. Asked by many threads at once, for every request; answers from memory. */
public interface Authenticator {

  /**
   * @param secret a token, from anybody
   */
  Authentication token(String secret);

  /**
   * @param secret of a session, from anybody
   */
  Authentication session(String secret);
}
