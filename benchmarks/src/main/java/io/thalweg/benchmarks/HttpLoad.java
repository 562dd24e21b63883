package io.thalweg.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A client of HTTP that costs next to nothing: requests are bytes, of answers the status counts.
 */
final class HttpLoad {

  private static final int PATIENCE = 300;

  private HttpLoad() {}

  /** Sends all requests over some connections, and takes the time until the last answer. */
  static double seconds(int port, List<byte[]> requests, int connections) throws Exception {
    AtomicInteger next = new AtomicInteger();
    AtomicReference<Exception> failure = new AtomicReference<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      threads.add(
          new Thread(
              () -> {
                try (Socket socket = new Socket("127.0.0.1", port)) {
                  socket.setTcpNoDelay(true);
                  InputStream in = new BufferedInputStream(socket.getInputStream());
                  for (int n = next.getAndIncrement();
                      n < requests.size();
                      n = next.getAndIncrement()) {
                    socket.getOutputStream().write(requests.get(n));
                    int status = status(in);
                    if (status / 100 != 2) {
                      throw new IOException("answered by " + status);
                    }
                  }
                } catch (Exception e) {
                  failure.set(e);
                }
              }));
    }
    long start = System.nanoTime();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    if (failure.get() != null) {
      throw failure.get();
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** Repeats a request until it is answered by a success. */
  static void awaitOk(int port, String request) throws Exception {
    for (int i = 0; i < PATIENCE; i++) {
      try (Socket socket = new Socket("127.0.0.1", port)) {
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        if (status(new BufferedInputStream(socket.getInputStream())) / 100 == 2) {
          return;
        }
      } catch (IOException e) {
        // It does not listen yet.
      }
      Thread.sleep(100);
    }
    throw new IOException("no success in time: " + request);
  }

  private static int status(InputStream in) throws IOException {
    String first = line(in);
    int status = Integer.parseInt(first.substring(9, 12));
    long length = 0;
    boolean chunked = false;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Long.parseLong(lower.substring(15).strip());
      }
      chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
    }
    if (status == 204) {
      return status;
    }
    if (!chunked) {
      in.skipNBytes(length);
      return status;
    }
    for (int size = 1; size > 0; ) {
      size = Integer.parseInt(line(in), 16);
      in.skipNBytes(size);
      line(in);
    }
    return status;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException();
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
