package io.thalweg.definitions;

/** Every kind of mistake in a project's definitions; the SQL compiler has its own catalogue. */
public enum ProblemCode {
  /** The project's folder is not there or is not a folder. */
  PROJECT_NOT_FOUND(Area.FILES),
  /** The folder has no {@code thalweg.yaml}. */
  SETTINGS_NOT_FOUND(Area.FILES),
  /** A file or folder is there but cannot be read. */
  FILE_NOT_READABLE(Area.FILES),
  /** A file is larger than a definition can sensibly be. */
  FILE_TOO_LARGE(Area.FILES),
  /** A file is not UTF-8. */
  NOT_UTF8(Area.FILES),
  /** A file has a character that YAML forbids, such as NUL. */
  FORBIDDEN_CHARACTER(Area.FILES),
  /** A definition's file does not end in {@code .yaml}. */
  FILE_ENDING(Area.FILES),
  /** A definition stands in a folder where it is not read. */
  MISPLACED_FILE(Area.FILES),

  /** The text is not well-formed YAML. */
  YAML_SYNTAX(Area.YAML),
  /** The YAML is nested too deeply or has too many aliases. */
  YAML_TOO_COMPLEX(Area.YAML),
  /** A file holds more than one YAML document. */
  SEVERAL_DOCUMENTS(Area.YAML),
  /** A file holds nothing, or only comments. */
  EMPTY_FILE(Area.YAML),
  /** A key stands twice in one mapping. */
  DUPLICATE_KEY(Area.YAML),

  /** A key that has no meaning where it stands. */
  UNKNOWN_KEY(Area.STRUCTURE),
  /** A required key is not there. */
  MISSING_KEY(Area.STRUCTURE),
  /** A key without a value. */
  MISSING_VALUE(Area.STRUCTURE),
  /** Keys of which only one may be there. */
  EXCLUSIVE_KEYS(Area.STRUCTURE),
  /** A value of another YAML type than the key takes. */
  WRONG_TYPE(Area.STRUCTURE),
  /** A value that is none of those that the key takes. */
  INVALID_VALUE(Area.STRUCTURE),
  /** A name that breaks the rules for names. */
  INVALID_NAME(Area.STRUCTURE),
  /** A list, mapping or text without content. */
  EMPTY(Area.STRUCTURE),
  /** A key or folder of the design that this version cannot do yet. */
  NOT_SUPPORTED_YET(Area.STRUCTURE),

  /** A number or duration beyond its bounds. */
  OUT_OF_RANGE(Area.MEANING),
  /** The name in a file is not the file's name. */
  NAME_DIFFERS_FROM_FILE(Area.MEANING),
  /** A name with an ending that the platform keeps for itself. */
  NAME_RESERVED(Area.MEANING),
  /** Two streams, tables or topics with one name. */
  NAME_TAKEN(Area.MEANING),
  /** Two fields whose names differ in case alone. */
  FIELDS_DIFFER_BY_CASE(Area.MEANING),
  /** Values that do not go together. */
  CONTRADICTION(Area.MEANING),
  /** Two quality rules of one stream with one name. */
  RULES_OF_ONE_NAME(Area.MEANING),
  /** The key, event time or id names no field of the stream. */
  FIELD_NOT_FOUND(Area.MEANING),
  /** The event time's field is not a timestamp. */
  EVENT_TIME_NOT_TIMESTAMP(Area.MEANING),
  /** The id's field is of a type that does not tell events apart. */
  ID_TYPE(Area.MEANING),
  /** A stream says for how long to look for duplicates and not what they are. */
  DEDUPLICATION_WITHOUT_ID(Area.MEANING),
  /** A stream is to forget old events and does not say when an event happened. */
  RETENTION_WITHOUT_EVENT_TIME(Area.MEANING),
  /** The key, event time or id is declared as not required. */
  FIELD_MUST_BE_REQUIRED(Area.MEANING);

  /** What a mistake is about. */
  public enum Area {
    /** Which files there are and what bytes they hold. */
    FILES,
    /** YAML itself. */
    YAML,
    /** Keys, types and values of one document: what its JSON Schema sees too. */
    STRUCTURE,
    /** What only the whole document or project shows; a JSON Schema may not see it. */
    MEANING
  }

  private final Area area;

  ProblemCode(Area area) {
    this.area = area;
  }

  public Area area() {
    return area;
  }

  /** A problem of this kind; see {@link Problem#message} for how to word it. */
  public Problem at(Location location, String message) {
    return new Problem(location, name(), message);
  }
}
