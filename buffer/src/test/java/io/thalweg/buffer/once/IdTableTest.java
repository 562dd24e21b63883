package io.thalweg.buffer.once;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IdTableTest {

  @Test
  void saysWhatAMapOfLastTimesSays() {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      long within = 1 + random.nextInt(2_000);
      IdTable table = new IdTable(new IdMemory(Long.MAX_VALUE), within);
      Map<Long, Long> last = new HashMap<>();
      long now = random.nextInt(2) == 0 ? 0 : 1_700_000_000_000L;
      for (int i = 0; i < 20_000; i++) {
        now += random.nextInt(5);
        long id = random.nextInt(3_000);
        Long before = last.put(id, now);
        // Few digests, so that ids lie close together and differ in the rest alone.
        assertThat(table.see(id / 4 * 0x9E3779B97F4A7C15L, (int) id % 4, now))
            .as("seed %d, event %d", seed, i)
            .isEqualTo(before != null && now - before <= within);
      }
    }
  }

  @Test
  void whatIsTooOldTakesNoMemoryForGood() {
    IdMemory memory = new IdMemory(100_000);
    IdTable table = new IdTable(memory, 1_000);
    Random random = new Random(1);
    for (int i = 0; i < 1_000_000; i++) {
      assertThat(table.see(random.nextLong(), random.nextInt(), i)).isFalse();
    }
    table.close();
    assertThat(memory.take(100_000)).isTrue();
  }

  @Test
  void moreIdsThanMemoryAreAnErrorThatSaysHowMany() {
    IdMemory memory = new IdMemory(100_000);
    IdTable table = new IdTable(memory, 1_000_000);
    Random random = new Random(1);
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 1_000_000; i++) {
                table.see(random.nextLong(), random.nextInt(), i);
              }
            })
        .isInstanceOfSatisfying(
            IdTable.FullException.class, e -> assertThat(e.ids()).isBetween(1_000L, 6_250L));
  }

  @Test
  void idsAreForgottenAlsoInAQuietStream() {
    IdTable table = new IdTable(new IdMemory(Long.MAX_VALUE), 1_000);
    long day = 86_400_000L;
    assertThat(table.see(1, 1, 0)).isFalse();
    assertThat(table.see(1, 1, 1_000)).isTrue();
    for (int days = 1; days < 200; days++) {
      assertThat(table.see(1, 1, days * day)).isFalse();
      assertThat(table.see(1, 1, days * day + 1)).isTrue();
    }
  }
}
