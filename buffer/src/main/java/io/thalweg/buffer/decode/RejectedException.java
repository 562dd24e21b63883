package io.thalweg.buffer.decode;

/** Ends the decoding of an event. Without a stack trace, for it is an answer and not a fault. */
final class RejectedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient Rejection rejection;

  RejectedException(RejectionCode code, String message, String hint) {
    super(message, null, false, false);
    this.rejection = new Rejection(code.name(), message, hint);
  }

  Rejection rejection() {
    return rejection;
  }
}
