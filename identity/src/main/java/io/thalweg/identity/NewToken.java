package io.thalweg.identity;

import io.thalweg.identity.IdentityException.Kind;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A token that is asked for; checked when it is created.
 *
 * @param name for people; empty for the device's id, or the role
 */
public record NewToken(
    Role role,
    Optional<String> name,
    Optional<String> device,
    Optional<Instant> expires,
    OptionalInt eventsPerSecond,
    OptionalInt requestsPerSecond) {

  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_DEVICE = 256;

  /** A token without limits, for ever. */
  public static NewToken of(Role role) {
    return new NewToken(
        role,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        OptionalInt.empty());
  }

  /** A token of a device without limits, for ever. */
  public static NewToken ofDevice(String id) {
    return new NewToken(
        Role.DEVICE,
        Optional.empty(),
        Optional.of(id),
        Optional.empty(),
        OptionalInt.empty(),
        OptionalInt.empty());
  }

  String shownName() {
    return name.or(() -> device).orElse(role.toString());
  }

  void check(Instant now) {
    if (device.isPresent() && role != Role.DEVICE) {
      throw invalid(
          "DEVICE_NOT_ALLOWED",
          "a token of the role %s has no device".formatted(role),
          "Leave the device out, or give the role device.");
    }
    if (role == Role.DEVICE && device.isEmpty()) {
      throw invalid(
          "DEVICE_MISSING",
          "a token of the role device lacks its device",
          "Name the key that the device's events have.");
    }
    checkText("device", device, LONGEST_DEVICE);
    checkText("name", name, LONGEST_NAME);
    expires
        .filter(end -> !end.isAfter(now))
        .ifPresent(
            end -> {
              throw invalid(
                  "EXPIRED_ALREADY",
                  "the token would have expired at %s already".formatted(end),
                  "Give a time that is still to come, or leave it out.");
            });
    checkRate("events", eventsPerSecond);
    checkRate("requests", requestsPerSecond);
  }

  private static void checkText(String what, Optional<String> text, int longest) {
    text.filter(t -> t.isBlank() || t.length() > longest || t.chars().anyMatch(NewToken::isControl))
        .ifPresent(
            wrong -> {
              throw invalid(
                  "WRONG_TOKEN_" + what.toUpperCase(java.util.Locale.ROOT),
                  "the token's %s is blank, too long, or has control characters".formatted(what),
                  "Take 1 to %d printable characters.".formatted(longest));
            });
  }

  private static void checkRate(String what, OptionalInt rate) {
    if (rate.isPresent() && rate.getAsInt() < 1) {
      throw invalid(
          "WRONG_RATE",
          "a token cannot have %d %s a second".formatted(rate.getAsInt(), what),
          "Give 1 or more, or leave the limit out.");
    }
  }

  private static boolean isControl(int character) {
    return Character.isISOControl(character);
  }

  private static IdentityException invalid(String code, String message, String hint) {
    return new IdentityException(Kind.INVALID, code, message, hint);
  }
}
