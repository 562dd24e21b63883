package io.thalweg.identity;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a caller is to the platform. The arguments of the constants are the table of permissions.
 */
public enum Role {
  ADMINISTRATOR(
      Action.OPEN,
      Action.OWN_ACCOUNT,
      Action.WRITE_EVENTS,
      Action.READ,
      Action.OPERATE,
      Action.ADMINISTER),
  ENGINEER(Action.OPEN, Action.OWN_ACCOUNT, Action.WRITE_EVENTS, Action.READ, Action.OPERATE),
  VIEWER(Action.OPEN, Action.OWN_ACCOUNT, Action.READ),
  /** Writes events whose key is its own id ({@link Caller#device}), and nothing else. */
  DEVICE(Action.OPEN, Action.WRITE_EVENTS);

  private final Set<Action> actions;

  Role(Action first, Action... others) {
    actions = EnumSet.of(first, others);
  }

  /** Whether this role may do that. */
  public boolean may(Action action) {
    return actions.contains(action);
  }

  /** As it is written: in lower case. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role that is written so, in any case. */
  public static Optional<Role> parse(String text) {
    return Arrays.stream(values()).filter(role -> role.name().equalsIgnoreCase(text)).findFirst();
  }
}
