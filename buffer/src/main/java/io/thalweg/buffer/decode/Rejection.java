package io.thalweg.buffer.decode;

/**
 * Why an event is refused.
 *
 * @param code the name of a {@link RejectionCode}
 * @param message one line: the field and what is wrong with it; what it quotes of the event is
 *     shortened and free of control characters
 * @param hint what to do about it
 */
public record Rejection(String code, String message, String hint) {}
