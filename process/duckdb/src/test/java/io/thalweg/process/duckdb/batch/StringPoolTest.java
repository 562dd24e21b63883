package io.thalweg.process.duckdb.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StringPoolTest {

  private final StringPool pool = new StringPool();

  private long add(byte[] text) {
    byte[] around = new byte[text.length + 2];
    System.arraycopy(text, 0, around, 1, text.length);
    return pool.add(around, 1, text.length);
  }

  @Test
  void textsOfEveryLengthAreFoundWhereTheyWerePut() {
    Random random = new Random(1);
    List<byte[]> texts = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      int length =
          switch (random.nextInt(20)) {
            case 0 -> 0;
            case 1 -> 1_000;
            case 2 -> random.nextInt(200) == 0 ? 200_000 : 0;
            default -> random.nextInt(90);
          };
      byte[] text = new byte[length];
      random.nextBytes(text);
      texts.add(text);
    }
    long[] places = texts.stream().mapToLong(this::add).toArray();
    EventColumn.Strings column = new EventColumn.Strings(pool.chunks(), places, pool.bytes());
    for (int i = 0; i < places.length; i++) {
      assertThat(pool.text(places[i])).isEqualTo(texts.get(i));
      assertThat(column.text(i)).isEqualTo(texts.get(i));
    }
    assertThat(pool.chunks().length).isGreaterThan(5);
  }

  @Test
  void emptyTextsBehindFullChunksStayEmpty() {
    List<Long> places = new ArrayList<>();
    for (int size = 1 << 10; size <= 1 << 17; size <<= 1) {
      byte[] full = new byte[Math.min(size, 1 << 16)];
      full[0] = (byte) places.size();
      places.add(add(full));
      places.add(add(new byte[0]));
    }
    for (int i = 1; i < places.size(); i += 2) {
      assertThat(pool.text(places.get(i))).isEmpty();
      assertThat(pool.text(places.get(i - 1))[0]).isEqualTo((byte) (i - 1));
    }
  }

  @Test
  void textsThatRepeatHaveOnePlace() {
    long first = add("device-1".getBytes(StandardCharsets.UTF_8));
    long bytes = pool.bytes();
    for (int i = 0; i < 10_000; i++) {
      assertThat(add("device-1".getBytes(StandardCharsets.UTF_8))).isEqualTo(first);
    }
    assertThat(pool.bytes()).isEqualTo(bytes);
  }
}
