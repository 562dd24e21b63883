package io.thalweg.connect.http;

/** Says whether a caller may come in. Called by many threads at once, for every request. */
@FunctionalInterface
public interface TokenCheck {

  /**
   * Whether this is a token of the platform. Takes the same time for every wrong token, so that
   * none can be guessed letter by letter.
   *
   * @param token what stands behind {@code Bearer}, from anybody
   */
  boolean isValid(String token);
}
