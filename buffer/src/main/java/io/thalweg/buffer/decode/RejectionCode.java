package io.thalweg.buffer.decode;

/** Every reason for which an event is refused; the names are stable. */
public enum RejectionCode {
  /** There is nothing, or only white space. */
  EMPTY_EVENT,
  /** More than {@link EventDecoder#MAX_EVENT_BYTES}. */
  EVENT_TOO_LARGE,
  /** JSON, but not an object. */
  NOT_AN_OBJECT,
  /** Not JSON as RFC 8259 has it. */
  MALFORMED_JSON,
  /** Something follows the object. */
  TRAILING_CONTENT,
  /** Bytes that are not UTF-8, overlong forms and encoded surrogates included. */
  INVALID_UTF8,
  /** An escape that names one half of a surrogate pair, which is no character. */
  UNPAIRED_SURROGATE,
  /** Nested deeper than {@link EventDecoder#MAX_DEPTH}. */
  TOO_DEEP,
  /** A listed field stands twice in the event. */
  DUPLICATE_FIELD,
  /** A field that the stream does not list and does not ignore. */
  UNKNOWN_FIELD,
  /** A required field is absent. */
  MISSING_FIELD,
  /** A required field is null. */
  NULL_FIELD,
  /** A value of another type than the field's; nothing is converted silently. */
  WRONG_TYPE,
  /** A number or an instant beyond what the field's type holds. */
  OUT_OF_RANGE,
  /** NaN or an infinity, which JSON does not have. */
  NOT_FINITE,
  /** Digits that would be lost: behind a decimal's scale or below a microsecond. */
  TOO_PRECISE,
  /** Text that is not an ISO-8601 instant. */
  INVALID_TIMESTAMP,
  /** Text that is not a calendar day. */
  INVALID_DATE,
  /** A text of more than {@link EventDecoder#MAX_TEXT_BYTES}. */
  TEXT_TOO_LONG,
  /** An array of more than {@link EventDecoder#MAX_ELEMENTS}. */
  ARRAY_TOO_LONG
}
