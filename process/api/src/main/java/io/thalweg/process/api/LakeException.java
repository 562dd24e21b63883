package io.thalweg.process.api;

/** The lake cannot do what was asked: its catalog cannot be reached, or holds something else. */
public class LakeException extends RuntimeException {
  public LakeException(String message) {
    super(message);
  }

  public LakeException(String message, Throwable cause) {
    super(message, cause);
  }
}
