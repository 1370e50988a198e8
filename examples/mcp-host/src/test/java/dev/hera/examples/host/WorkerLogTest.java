package dev.hera.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WorkerLogTest {
  @TempDir Path directory;
  private Path log;
  private int cuts;
  private final Shown shown = new Shown();
  private final AtomicBoolean writing = new AtomicBoolean(true);

  @BeforeEach
  void name() {
    log = directory.resolve("log");
  }

  /** What was written, to be waited for. */
  private static final class Shown extends ByteArrayOutputStream {
    synchronized void await(String end) throws InterruptedException {
      while (!toString(StandardCharsets.UTF_8).endsWith(end)) {
        wait();
      }
    }

    @Override
    public synchronized void flush() {
      notifyAll();
    }
  }

  private void append(String text) throws Exception {
    Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Cuts as the host does: a part of the log becomes the kept one, then the log is emptied. */
  private void cut(int kept) throws Exception {
    Files.writeString(
        directory.resolve("log.start"), ++cuts + " " + Math.max(0, Files.size(log) - kept));
    cutUntold(kept);
  }

  private void cutUntold(int kept) throws Exception {
    Path fresh = Files.write(directory.resolve("fresh"), tail(Files.readAllBytes(log), kept));
    Files.move(fresh, directory.resolve("log.1"), StandardCopyOption.ATOMIC_MOVE);
    Files.write(log, new byte[0]);
  }

  private static byte[] tail(byte[] all, int kept) {
    return Arrays.copyOfRange(all, Math.max(0, all.length - kept), all.length);
  }

  private static String lines(int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append("line ").append(i).append('\n');
    }
    return text.toString();
  }

  @Test
  void prints_what_was_cut_and_what_came_since() throws Exception {
    append("old\n");
    cut(100);
    append("new\n");

    new WorkerLog(log, shown).print();
    assertThat(shown).hasToString("old\nnew\n");
  }

  @Test
  void prints_nothing_of_a_worker_that_wrote_nothing() throws Exception {
    new WorkerLog(log, shown).print();
    assertThat(shown.size()).isZero();
  }

  private CompletableFuture<Void> follower() {
    return CompletableFuture.runAsync(
        () -> {
          try {
            new WorkerLog(log, shown).follow(writing::get);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Test
  void follows_across_cuts_without_a_gap_and_nothing_twice() throws Exception {
    append(lines(0, 3000));
    CompletableFuture<Void> follower = follower();
    shown.await("line 2999\n");
    append(lines(3000, 4000));
    cut(30_000);
    append(lines(4000, 4001));
    shown.await("line 4000\n");
    append(lines(4001, 9000));
    cut(90_000);
    append("end\n");
    writing.set(false);
    follower.get(30, TimeUnit.SECONDS);

    assertThat(shown).hasToString(lines(0, 9000) + "end\n");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void what_is_kept_of_a_cut_is_shown_whole_when_it_is_not_known_where_it_began(boolean told)
      throws Exception {
    append(lines(0, 3000));
    CompletableFuture<Void> follower = follower();
    shown.await("line 2999\n");
    append(lines(3000, 3100));
    if (told) {
      cuts++; // one that this follower never met
      cut(20_000);
    } else {
      cutUntold(20_000);
    }
    shown.await("line 3099\n");
    writing.set(false);
    follower.get(30, TimeUnit.SECONDS);

    String all = lines(0, 3100);
    assertThat(shown).hasToString(lines(0, 3000) + all.substring(all.length() - 20_000));
  }

  @Test
  void follows_across_a_cut_of_lines_that_repeat() throws Exception {
    append("begin\n" + "waiting\n".repeat(2000));
    CompletableFuture<Void> follower = follower();
    shown.await("waiting\n");
    append("waiting\n".repeat(1000));
    cut(20_000);
    append("end\n");
    shown.await("end\n");
    writing.set(false);
    follower.get(30, TimeUnit.SECONDS);

    assertThat(shown).hasToString("begin\n" + "waiting\n".repeat(3000) + "end\n");
  }
}
