package io.thalweg.identity;

/** What a caller can do to the platform. Every endpoint declares one; {@link Role} says who may. */
public enum Action {
  /** What anybody may, without saying who they are: ask whether the platform lives, log in. */
  OPEN,

  /** Look at one's own session and end it, change one's own password. */
  OWN_ACCOUNT,

  /** Append events to streams. */
  WRITE_EVENTS,

  /** See everything but secrets: definitions, events, tables, queries, pipelines, metrics. */
  READ,

  /** Change what runs: definitions, pipelines, rows of tables, quarantined events. */
  OPERATE,

  /** Give and take away access: users and tokens. */
  ADMINISTER
}
