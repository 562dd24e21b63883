package io.thalweg.connect.http.body;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.thalweg.connect.http.ApiError;
import io.thalweg.connect.http.ApiException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.brotli.dec.BrotliInputStream;

/** How a body is compressed. */
enum ContentEncoding {
  IDENTITY {
    @Override
    InputStream open(DeadlineInput body) {
      return body;
    }
  },
  GZIP {
    @Override
    InputStream open(DeadlineInput body) {
      return new GzipInput(body);
    }
  },
  DEFLATE {
    /** In zlib's frame as RFC 9110 has it, or without one as some clients send it. */
    @Override
    InputStream open(DeadlineInput body) {
      boolean framed = (body.peek(0) & 0x0F) == 8 && (body.peek(0) << 8 | body.peek(1)) % 31 == 0;
      return new InflaterInputStream(body, new Inflater(!framed)) {
        @Override
        public void close() throws IOException {
          inf.end();
          super.close();
        }
      };
    }
  },
  ZSTD {
    @Override
    InputStream open(DeadlineInput body) throws IOException {
      return new ZstdInputStreamNoFinalizer(body).setLongMax(MAX_ZSTD_WINDOW_LOG);
    }
  },
  BROTLI {
    @Override
    InputStream open(DeadlineInput body) throws IOException {
      return new BrotliInputStream(body);
    }
  };

  /** For people and for the header Accept-Encoding. */
  static final String ACCEPTED = "gzip, deflate, zstd, br";

  /** 8 MB, which RFC 8878 asks decoders to hold and encoders not to exceed. */
  private static final int MAX_ZSTD_WINDOW_LOG = 23;

  /**
   * The decompressed body.
   *
   * @throws IOException when the first bytes are wrong already
   */
  abstract InputStream open(DeadlineInput body) throws IOException;

  String token() {
    return this == BROTLI ? "br" : name().toLowerCase(Locale.ROOT);
  }

  /**
   * @param header the value of Content-Encoding, or null
   * @throws ApiException 415 when it is another one, or several
   */
  static ContentEncoding of(String header) {
    if (header == null) {
      return IDENTITY;
    }
    ContentEncoding found = IDENTITY;
    for (String part : header.split(",", 8)) {
      ContentEncoding one = ofToken(part.strip().toLowerCase(Locale.ROOT));
      if (one == null) {
        throw refused("the body has a Content-Encoding that is not taken");
      }
      if (one != IDENTITY && found != IDENTITY) {
        throw refused("the body is compressed more than once");
      }
      found = one == IDENTITY ? found : one;
    }
    return found;
  }

  private static ContentEncoding ofToken(String token) {
    return switch (token) {
      case "", "identity" -> IDENTITY;
      case "gzip", "x-gzip" -> GZIP;
      case "deflate" -> DEFLATE;
      case "zstd" -> ZSTD;
      case "br" -> BROTLI;
      default -> null;
    };
  }

  private static ApiException refused(String message) {
    return new ApiException(
        415,
        new ApiError(
            "UNSUPPORTED_ENCODING",
            message,
            "Nothing of this request is stored.",
            "Compress it once, by one of %s, or not at all.".formatted(ACCEPTED)),
        Map.of("Accept-Encoding", ACCEPTED));
  }
}
