package dev.hera.examples.host.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.launcher.git.WorkerRun;
import dev.hera.plan.LaunchKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A log that is read while it is written. */
class LogPartTest {
  @TempDir Path directory;
  private Path log;

  @BeforeEach
  void name() {
    log = directory.resolve("log");
  }

  private LogPart read(long after, boolean running) throws IOException {
    LaunchKey key = new LaunchKey("key");
    return LogPart.read(
        new WorkerRun(
            key,
            1,
            "shop",
            "a",
            "url",
            log,
            OptionalLong.empty(),
            null,
            running,
            OptionalInt.empty()),
        after);
  }

  @ParameterizedTest
  @ValueSource(strings = {"aé", "é€😀b", "😀😀", "plain"})
  void is_the_same_text_wherever_a_read_ends(String text) throws IOException {
    byte[] all = text.getBytes(StandardCharsets.UTF_8);
    for (int cut = 0; cut <= all.length; cut++) {
      Files.write(log, Arrays.copyOf(all, cut));
      LogPart first = read(0, true);
      Files.write(log, all);
      LogPart second = read(first.next(), false);
      assertThat(first.text() + second.text()).as("cut at %s", cut).isEqualTo(text);
      assertThat(second.next()).isEqualTo(all.length);
    }
  }

  @Test
  void begins_with_a_whole_character_where_something_before_is_left_out() throws IOException {
    for (int shift = 0; shift < 4; shift++) {
      Files.writeString(log, "😀".repeat(64 * 1024) + "x".repeat(shift));
      LogPart part = read(0, true);
      assertThat(part.skipped()).isTrue();
      assertThat(part.text()).startsWith("😀").doesNotContain("\ufffd");
      assertThat(part.next()).isEqualTo(Files.size(log));
    }
  }

  @Test
  void shows_what_a_worker_left_unfinished_and_what_is_no_text() throws IOException {
    Files.write(log, new byte[] {'a', (byte) 0xff, 'b', (byte) 0xe2, (byte) 0x82});
    assertThat(read(0, true).text()).isEqualTo("a\ufffdb");
    assertThat(read(0, false)).isEqualTo(new LogPart("a\ufffdb\ufffd", 5, false, false));
  }
}
