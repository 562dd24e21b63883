package io.thalweg.testing.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Locale;

/** A connection that sends whatever bytes, and reads an answer's status. For one thread. */
final class RawHttp implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 120_000;

  private final int port;
  private Socket socket;
  private InputStream in;
  private boolean fresh;

  RawHttp(int port) {
    this.port = port;
  }

  /**
   * The status of the answer, 0 when the server closed without one.
   *
   * @throws IOException when the server does not answer in time, or cannot be reached
   */
  int send(byte[] request) throws IOException {
    while (true) {
      if (socket == null) {
        connect();
      }
      try {
        socket.getOutputStream().write(request);
      } catch (IOException e) {
        // It may have answered already and closed, so that the answer is what counts.
      }
      try {
        return readAnswer();
      } catch (java.net.SocketTimeoutException e) {
        throw e;
      } catch (IOException e) {
        boolean wasFresh = fresh;
        close();
        if (wasFresh) {
          return 0;
        }
      }
    }
  }

  private void connect() throws IOException {
    socket = new Socket("127.0.0.1", port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
    fresh = true;
  }

  private int readAnswer() throws IOException {
    String first = line();
    int status = Integer.parseInt(first.substring(9, 12));
    long length = -1;
    boolean chunked = false;
    boolean closes = !first.startsWith("HTTP/1.1");
    for (String line = line(); !line.isEmpty(); line = line()) {
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Long.parseLong(lower.substring(15).strip());
      } else if (lower.startsWith("transfer-encoding:")) {
        chunked = lower.contains("chunked");
      } else if (lower.startsWith("connection:")) {
        closes |= lower.contains("close");
      }
    }
    if (status >= 200 && status != 204 && status != 304) {
      if (chunked) {
        readChunks();
      } else if (length >= 0) {
        in.skipNBytes(length);
      } else {
        in.transferTo(java.io.OutputStream.nullOutputStream());
        closes = true;
      }
    }
    fresh = false;
    if (closes) {
      close();
    }
    return status;
  }

  private void readChunks() throws IOException {
    while (true) {
      int size = Integer.parseInt(line().split(";")[0].strip(), 16);
      in.skipNBytes(size);
      line();
      if (size == 0) {
        return;
      }
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      int c = in.read();
      if (c < 0) {
        throw new EOFException();
      }
      if (c == '\n') {
        return line.toString().strip();
      }
      line.append((char) c);
    }
  }

  static byte[] ascii(String text) {
    return text.getBytes(ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    if (socket != null) {
      socket.close();
      socket = null;
    }
  }
}
