package io.thalweg.sql.validate;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Functions of other dialects, and how portable SQL says what they do. */
final class OtherDialects {

  /** What other dialects call what portable SQL has. */
  static final Map<String, String> INSTEAD =
      Map.ofEntries(
          Map.entry("NOW", "CURRENT_TIMESTAMP"),
          Map.entry("LOCALTIMESTAMP", "CURRENT_TIMESTAMP"),
          Map.entry("GETDATE", "CURRENT_TIMESTAMP"),
          Map.entry("TODAY", "CURRENT_DATE"),
          Map.entry("IFNULL", "COALESCE(a, b)"),
          Map.entry("NVL", "COALESCE(a, b)"),
          Map.entry("ISNULL", "COALESCE(a, b) or a IS NULL"),
          Map.entry("IF", "CASE WHEN … THEN … ELSE … END"),
          Map.entry("IIF", "CASE WHEN … THEN … ELSE … END"),
          Map.entry("DECODE", "CASE a WHEN b THEN c … END"),
          Map.entry("LEN", "CHAR_LENGTH(text)"),
          Map.entry("STRLEN", "CHAR_LENGTH(text)"),
          Map.entry("SUBSTR", "SUBSTRING(text FROM start FOR length)"),
          Map.entry("STRPOS", "POSITION(part IN text)"),
          Map.entry("INSTR", "POSITION(part IN text)"),
          Map.entry("UCASE", "UPPER(text)"),
          Map.entry("LCASE", "LOWER(text)"),
          Map.entry("POW", "POWER(x, y)"),
          Map.entry("LOG", "LN(x) or LOG10(x)"),
          Map.entry("TRUNC", "TRUNCATE(x, digits)"),
          Map.entry("DATE_TRUNC", "FLOOR(time TO unit)"),
          Map.entry("DATETRUNC", "FLOOR(time TO unit)"),
          Map.entry("TIME_BUCKET", "FLOOR(time TO unit), or a TUMBLE window"),
          Map.entry("DATE_PART", "EXTRACT(unit FROM time)"),
          Map.entry("DATE_ADD", "TIMESTAMPADD(unit, n, time)"),
          Map.entry("DATEADD", "TIMESTAMPADD(unit, n, time)"),
          Map.entry("DATE_DIFF", "TIMESTAMPDIFF(unit, a, b)"),
          Map.entry("DATEDIFF", "TIMESTAMPDIFF(unit, a, b)"),
          Map.entry("STRPTIME", "TO_TIMESTAMP(text, pattern)"),
          Map.entry("PARSE_TIMESTAMP", "TO_TIMESTAMP(text, pattern)"),
          Map.entry("TO_DATE", "CAST(text AS DATE)"),
          Map.entry("TO_CHAR", "DATE_FORMAT(time, pattern) or CAST(x AS VARCHAR)"),
          Map.entry("STRFTIME", "DATE_FORMAT(time, pattern)"),
          Map.entry("FORMAT_TIMESTAMP", "DATE_FORMAT(time, pattern)"),
          Map.entry("FROM_UNIXTIME", "TIMESTAMP_SECONDS(n)"),
          Map.entry("TO_TIMESTAMP_LTZ", "TIMESTAMP_MILLIS(n)"),
          Map.entry("EPOCH_MS", "UNIX_MILLIS(time) or TIMESTAMP_MILLIS(n)"),
          Map.entry("UNIX_TIMESTAMP", "EXTRACT(EPOCH FROM time)"),
          Map.entry("UNIX_SECONDS", "EXTRACT(EPOCH FROM time)"),
          Map.entry("REGEXP", "REGEXP_LIKE(text, pattern)"),
          Map.entry("REGEXP_MATCHES", "REGEXP_LIKE(text, pattern)"),
          Map.entry("REGEXP_CONTAINS", "REGEXP_LIKE(text, pattern)"),
          Map.entry("REGEXP_SUBSTR", "REGEXP_EXTRACT(text, pattern)"),
          Map.entry("SPLIT_INDEX", "SPLIT_PART(text, separator, n), n from 1"),
          Map.entry("GET_JSON_OBJECT", "JSON_VALUE(json, path)"),
          Map.entry("JSON_EXTRACT_STRING", "JSON_VALUE(json, path)"),
          Map.entry("JSON_EXTRACT", "JSON_VALUE(json, path)"),
          Map.entry("TRY_CAST", "CASE WHEN … THEN CAST(x AS type) END"),
          Map.entry("MEAN", "AVG(x)"),
          Map.entry("BOOL_AND", "MIN(CASE WHEN x THEN 1 ELSE 0 END) = 1"),
          Map.entry("BOOL_OR", "MAX(CASE WHEN x THEN 1 ELSE 0 END) = 1"),
          Map.entry("COUNT_IF", "COUNT(*) FILTER (WHERE condition)"),
          Map.entry("COUNTIF", "COUNT(*) FILTER (WHERE condition)"),
          Map.entry("TUMBLE_START", "window_start of TABLE(TUMBLE(…))"),
          Map.entry("TUMBLE_END", "window_end of TABLE(TUMBLE(…))"),
          Map.entry("MEDIAN", "PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY x)"),
          Map.entry("QUANTILE", "PERCENTILE_CONT(fraction) WITHIN GROUP (ORDER BY x)"),
          Map.entry("QUANTILE_CONT", "PERCENTILE_CONT(fraction) WITHIN GROUP (ORDER BY x)"),
          Map.entry("PERCENTILE", "PERCENTILE_CONT(fraction) WITHIN GROUP (ORDER BY x)"),
          Map.entry("APPROX_PERCENTILE", "PERCENTILE_CONT(fraction) WITHIN GROUP (ORDER BY x)"),
          Map.entry("APPROX_QUANTILE", "PERCENTILE_CONT(fraction) WITHIN GROUP (ORDER BY x)"),
          Map.entry("QUANTILE_DISC", "PERCENTILE_DISC(fraction) WITHIN GROUP (ORDER BY x)"),
          Map.entry("FIRST", "MIN_BY(x, time)"),
          Map.entry("EARLIEST", "MIN_BY(x, time)"),
          Map.entry("EARLIEST_BY_OFFSET", "MIN_BY(x, time)"),
          Map.entry("LAST", "MAX_BY(x, time)"),
          Map.entry("LATEST", "MAX_BY(x, time)"),
          Map.entry("LATEST_BY_OFFSET", "MAX_BY(x, time)"),
          Map.entry("ARG_MIN", "MIN_BY(x, y)"),
          Map.entry("ARGMIN", "MIN_BY(x, y)"),
          Map.entry("ARG_MAX", "MAX_BY(x, y)"),
          Map.entry("ARGMAX", "MAX_BY(x, y)"),
          Map.entry("ANY_VALUE", "MIN(x)"),
          Map.entry("APPROX_COUNT_DISTINCT", "COUNT(DISTINCT x)"),
          Map.entry("APPROX_DISTINCT", "COUNT(DISTINCT x)"),
          Map.entry("LOGICAL_AND", "MIN(CASE WHEN x THEN 1 ELSE 0 END) = 1"),
          Map.entry("LOGICAL_OR", "MAX(CASE WHEN x THEN 1 ELSE 0 END) = 1"),
          Map.entry("SUM_IF", "SUM(x) FILTER (WHERE condition)"),
          Map.entry("SUMIF", "SUM(x) FILTER (WHERE condition)"),
          Map.entry("AVG_IF", "AVG(x) FILTER (WHERE condition)"),
          Map.entry("STD", "STDDEV(x)"),
          Map.entry("VAR", "VARIANCE(x)"),
          Map.entry("GROUPING_ID", "GROUPING(x, y)"),
          Map.entry("LOCATE", "POSITION(part IN text)"),
          Map.entry("CHARINDEX", "POSITION(part IN text)"),
          Map.entry("CONTAINS", "POSITION(part IN text) > 0"),
          Map.entry("BTRIM", "TRIM(text)"),
          Map.entry("CONCAT_WS", "a || separator || b"),
          Map.entry("SPLIT", "SPLIT_PART(text, separator, n)"),
          Map.entry("STRING_SPLIT", "SPLIT_PART(text, separator, n)"),
          Map.entry("REGEXP_SPLIT", "SPLIT_PART(text, separator, n)"),
          Map.entry("RLIKE", "REGEXP_LIKE(text, pattern)"),
          Map.entry("LOG2", "LN(x) / LN(2)"),
          Map.entry("COT", "1 / TAN(x)"),
          Map.entry("DIV", "a / b"),
          Map.entry("XOR", "a <> b"),
          Map.entry("ZEROIFNULL", "COALESCE(x, 0)"),
          Map.entry("NULLIFZERO", "NULLIF(x, 0)"),
          Map.entry("DATE_SUB", "TIMESTAMPADD(unit, -n, time)"),
          Map.entry("AGE", "TIMESTAMPDIFF(unit, a, b)"),
          Map.entry("DATE", "CAST(time AS DATE)"),
          Map.entry("TIMESTAMP", "CAST(text AS TIMESTAMP)"),
          Map.entry("DAYOFWEEK", "EXTRACT(DOW FROM time)"),
          Map.entry("DAYOFYEAR", "EXTRACT(DOY FROM time)"),
          Map.entry("EPOCH", "EXTRACT(EPOCH FROM time)"),
          Map.entry("DATE_BIN", "FLOOR(time TO unit), or a TUMBLE window"),
          Map.entry("LAST_DAY", "FLOOR(time TO MONTH) + INTERVAL '1' MONTH - INTERVAL '1' DAY"),
          Map.entry("JSON_EXTRACT_SCALAR", "JSON_VALUE(json, path)"),
          Map.entry("JSON_QUERY", "JSON_VALUE(json, path)"),
          Map.entry("IS_JSON", "JSON_EXISTS(json, '$')"),
          Map.entry("JSON_VALID", "JSON_EXISTS(json, '$')"),
          Map.entry("ELEMENT_AT", "array[n]"),
          Map.entry("ARRAY_LENGTH", "CARDINALITY(array)"),
          Map.entry("ARRAY_SIZE", "CARDINALITY(array)"),
          Map.entry("SIZE", "CARDINALITY(array)"),
          Map.entry("ARRAY_TO_STRING", "ARRAY_JOIN(array, separator)"),
          Map.entry("LIST_CONTAINS", "ARRAY_CONTAINS(array, value)"),
          Map.entry("ARRAY_SUM", "(SELECT SUM(x) FROM UNNEST(array) AS t (x))"),
          Map.entry("LIST_SUM", "(SELECT SUM(x) FROM UNNEST(array) AS t (x))"),
          Map.entry("SAFE_CAST", "CASE WHEN … THEN CAST(x AS type) END"),
          Map.entry("CONVERT", "CAST(x AS type)"),
          Map.entry("HOP_START", "window_start of TABLE(HOP(…))"),
          Map.entry("HOP_END", "window_end of TABLE(HOP(…))"),
          Map.entry("SESSION_START", "window_start of TABLE(SESSION(…))"),
          Map.entry("SESSION_END", "window_end of TABLE(SESSION(…))"));

  /** What portable SQL does not have, though it has something whose name is alike. */
  static final Set<String> NOWHERE =
      Set.of(
          "ARRAY_AGG",
          "ARRAY_SORT",
          "ASCII",
          "BIT_COUNT",
          "COLLECT",
          "COSH",
          "COVAR_POP",
          "COVAR_SAMP",
          "GROUP_ID",
          "INITCAP",
          "JSON_LENGTH",
          "LISTAGG",
          "LPAD",
          "MODE",
          "RPAD",
          "SINH",
          "STRING_AGG",
          "TANH",
          "TOP",
          "TO_JSON",
          "TRANSLATE",
          "VERSION");

  /** The present, where it is written without parentheses. */
  private static final Set<String> NOW =
      Set.of("SYSDATE", "SYSTIMESTAMP", "LOCALTIMESTAMP", "LOCALTIME", "CURRENT_TIME");

  private static final Set<String> UNITS =
      Set.of("YEAR", "QUARTER", "MONTH", "WEEK", "DAY", "DAYOFMONTH", "HOUR", "MINUTE", "SECOND");

  private OtherDialects() {}

  /**
   * What to write instead of a function.
   *
   * @param name in capitals
   */
  static Optional<String> function(String name) {
    return UNITS.contains(name)
        ? Optional.of("EXTRACT(" + name.replace("DAYOFMONTH", "DAY") + " FROM time)")
        : Optional.ofNullable(INSTEAD.get(name));
  }

  /**
   * What to write instead of a word that stands where a column would.
   *
   * @param name in capitals
   */
  static Optional<String> word(String name) {
    return NOW.contains(name) ? Optional.of("CURRENT_TIMESTAMP") : Optional.empty();
  }
}
