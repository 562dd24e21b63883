package io.thalweg.testing.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Requests that are right, nearly right, and not right at all; the same ones for the same seed. For
 * one thread.
 */
final class FuzzRequests {

  private static final int QUERIES_OF_THOUSAND = 10;

  private static final List<String> BODIES =
      List.of(
          "{\"machine\":\"a\",\"time\":\"2026-03-01T09:30:00Z\",\"temperature\":61.5,\"count\":3,\"ok\":true}",
          "[{\"machine\":\"a\",\"time\":1,\"price\":1.25},{\"machine\":\"b\",\"time\":2,\"day\":\"2026-03-01\"}]",
          "{\"machine\":\"a\",\"time\":1}\n{\"machine\":\"b\",\"time\":2,\"note\":\"ä\\u00e4\\ud83d\\ude00\"}\n",
          "machine,time,temperature,note\na,1,2.5,\"x, \"\"y\"\"\"\nb,2026-03-01T09:30:00Z,,\n",
          "telemetry,machine=a temperature=61.5,count=3i,note=\"a \\\"b\\\"\",ok=t 1772357400000000000\n"
              + "telemetry,machine=b\\ c count=5u\n# nothing\n");

  private static final List<String> QUERIES =
      List.of(
          "SELECT machine, COUNT(*) FROM telemetry GROUP BY machine ORDER BY 2 DESC LIMIT 5",
          "SELECT * FROM telemetry WHERE temperature BETWEEN 1 AND 3 AND note LIKE 'a%' LIMIT 3",
          "SELECT CAST(price AS DOUBLE) / 0, UPPER(note), time + INTERVAL '1' DAY FROM telemetry LIMIT 2",
          "SELECT window_start, AVG(temperature) FROM TABLE(TUMBLE(TABLE telemetry,"
              + " DESCRIPTOR(time), INTERVAL '1' MINUTE)) GROUP BY window_start, window_end LIMIT 3",
          "SELECT 1; DROP TABLE telemetry",
          "SELECT ((((((((1))))))))");

  private static final List<String> TOKENS =
      List.of(
          "null",
          "NaN",
          "-0",
          "1e400",
          "1e-400",
          "99999999999999999999",
          "\\u0000",
          "\\ud800",
          "\"\"",
          "{}",
          "[]",
          "[[[[",
          "}}",
          "\u0000",
          "\ufeff",
          "é",
          "😀",
          "\r\n",
          "\n\n",
          "\t",
          "\"",
          "'",
          ",",
          ",,",
          "=",
          " ",
          "\\",
          "#",
          "true",
          "t",
          "i",
          "u",
          "-9223372036854775809i",
          "SELECT",
          "FROM",
          "(",
          ")",
          "/*",
          "--",
          "UNION ALL",
          "NOT",
          "CASE WHEN",
          "OVER ()",
          "machine",
          "time",
          "telemetry",
          "nothing",
          "2026-02-30",
          "0000-00-00T00:00:00Z",
          "9999-12-31T23:59:59.999999999+18:00",
          "x".repeat(3_000),
          "(".repeat(600),
          "%s%n");

  private static final List<String> TYPES =
      List.of(
          "application/json",
          "application/x-ndjson",
          "text/csv",
          "text/plain",
          "application/json; charset=utf-8",
          "application/json; charset=utf-16",
          "text/csv; header=absent",
          "text/csv; delimiter=\";\"",
          "application/x-www-form-urlencoded",
          "*/*",
          "nonsense",
          "a/b/c;;=",
          "");

  private static final List<String> ENCODINGS =
      List.of(
          "gzip", "deflate", "br", "zstd", "identity", "gzip, gzip", "compress", ",", "gzip;q=1");

  private static final List<String> PARAMETERS =
      List.of(
          "",
          "",
          "",
          "?precision=s",
          "?precision=ns&bucket=b&org=o",
          "?precision=y",
          "?delimiter=%3B",
          "?delimiter=%00",
          "?columns=machine,time",
          "?columns=,,,",
          "?null=%5CN",
          "?quote='",
          "?%",
          "?a=%ff",
          "?columns=%F0%9F%98%80",
          "?precision=%20",
          "?db=x&u=a&p=b");

  private final Random random;
  private final String token;

  FuzzRequests(long seed, String token) {
    this.random = new Random(seed);
    this.token = token;
  }

  byte[] next() {
    byte[] request = random.nextInt(1_000) < QUERIES_OF_THOUSAND ? query() : events();
    // Now and then the frame itself is damaged; then its length no longer fits, and it is cut.
    if (random.nextInt(200) == 0) {
      int head = Math.min(request.length, 300);
      byte[] damaged = Arrays.copyOf(request, request.length);
      damaged[random.nextInt(head)] = (byte) random.nextInt(256);
      return closing(damaged);
    }
    return request;
  }

  private static byte[] closing(byte[] request) {
    // What waits for the rest of a body ends with the connection's idle time: not worth the wait.
    String text = new String(request, java.nio.charset.StandardCharsets.ISO_8859_1);
    String end = "\r\n\r\n";
    int head = text.indexOf(end);
    return RawHttp.ascii(
        (head < 0 ? text + end : text.substring(0, head))
                .replaceAll("(?i)content-length:[^\r]*", "Content-Length: 0")
            + end);
  }

  private byte[] events() {
    int kind = random.nextInt(BODIES.size());
    byte[] body = mutated(BODIES.get(kind).getBytes(UTF_8));
    String path =
        kind == 4 && random.nextInt(10) > 0
            ? one(List.of("/api/v2/write", "/write"))
            : "/api/v1/streams/"
                + one(
                    List.of(
                        "telemetry",
                        "telemetry",
                        "telemetry",
                        "open",
                        "nothing",
                        "%2e%2e",
                        "a".repeat(90)))
                + "/events";
    String type =
        random.nextInt(8) == 0
            ? one(TYPES)
            : List.of(
                    "application/json",
                    "application/json",
                    "application/x-ndjson",
                    "text/csv",
                    "text/plain")
                .get(kind);
    StringBuilder more = new StringBuilder();
    if (random.nextInt(4) == 0) {
      String encoding = one(ENCODINGS);
      body = random.nextInt(8) == 0 ? body : compressed(encoding, body);
      body = random.nextInt(4) == 0 ? mutated(body) : body;
      more.append("Content-Encoding: ").append(encoding).append("\r\n");
    }
    String method =
        random.nextInt(100) == 0
            ? one(List.of("GET", "PUT", "DELETE", "OPTIONS", "PATCH", "BREW"))
            : "POST";
    return request(method, path + one(PARAMETERS), type, more.toString(), body);
  }

  private byte[] query() {
    String sql = new String(mutated(one(QUERIES).getBytes(UTF_8)), UTF_8);
    byte[] body =
        random.nextInt(4) == 0
            ? mutated(("{\"sql\":\"" + sql + "\"}").getBytes(UTF_8))
            : ("{\"sql\":\"" + escaped(sql) + "\"}").getBytes(UTF_8);
    return request("POST", "/api/v1/query", "application/json", "", body);
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (char c : text.toCharArray()) {
      escaped.append(
          c == '"' || c == '\\' || c < ' ' || c > '~' ? "\\u%04x".formatted((int) c) : "" + c);
    }
    return escaped.toString();
  }

  private byte[] request(String method, String path, String type, String more, byte[] body) {
    String head =
        method
            + " "
            + path
            + " HTTP/1.1\r\nHost: x\r\nAuthorization: "
            + one(List.of("Bearer ", "Bearer ", "Bearer ", "Token "))
            + (random.nextInt(200) == 0 ? "x" : "")
            + token
            + "\r\n"
            + (type.isEmpty() ? "" : "Content-Type: " + type + "\r\n")
            + more
            + "Content-Length: "
            + body.length
            + "\r\n\r\n";
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(RawHttp.ascii(head));
    request.writeBytes(body);
    return request.toByteArray();
  }

  private static byte[] compressed(String encoding, byte[] body) {
    try {
      ByteArrayOutputStream target = new ByteArrayOutputStream();
      try (var out =
          encoding.startsWith("gzip")
              ? new GZIPOutputStream(target)
              : new DeflaterOutputStream(target)) {
        out.write(body);
      }
      return target.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** With up to five changes, or none. */
  private byte[] mutated(byte[] body) {
    byte[] result = body;
    for (int changes = random.nextInt(6); changes > 0; changes--) {
      int at = random.nextInt(result.length + 1);
      int end = Math.min(result.length, at + random.nextInt(12));
      byte[] put =
          switch (random.nextInt(6)) {
            case 0 -> new byte[] {(byte) random.nextInt(256)};
            case 1 -> Arrays.copyOfRange(result, at, end);
            case 2 -> new byte[0];
            default -> one(TOKENS).getBytes(UTF_8);
          };
      boolean inserts = random.nextBoolean();
      ByteArrayOutputStream next = new ByteArrayOutputStream();
      next.write(result, 0, at);
      next.writeBytes(put);
      next.write(result, inserts ? at : end, result.length - (inserts ? at : end));
      result = next.toByteArray();
    }
    return random.nextInt(12) == 0
        ? Arrays.copyOf(result, random.nextInt(result.length + 1))
        : result;
  }

  private <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
