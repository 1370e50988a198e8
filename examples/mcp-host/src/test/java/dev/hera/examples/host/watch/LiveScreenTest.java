package dev.hera.examples.host.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A plan in a terminal that is drawn anew (W11). */
@Timeout(60)
class LiveScreenTest {

  private static List<String> fitted(String text, int columns, int rows) {
    return LiveScreen.fitted(text, Size.of(columns, rows)).stream()
        .map(AttributedString::toString)
        .toList();
  }

  @Test
  void what_has_no_room_is_cut_and_counted() {
    assertThat(fitted("one\ntwo\nthree\n", 3, 5)).containsExactly("one", "two", "thr");
    assertThat(fitted("one\ntwo\nthree\nfour\n", 20, 3))
        .containsExactly("one", "two", "… 2 more lines");
    assertThat(fitted("\u001b[1;31mfailed\u001b[0m", 4, 1)).containsExactly("fail");
  }

  @Test
  void it_draws_what_changed_and_leaves_the_terminal_as_it_was() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PipedOutputStream keys = new PipedOutputStream();
    try (Terminal terminal =
        TerminalBuilder.builder()
            .system(false)
            .streams(new PipedInputStream(keys), out)
            .type("xterm-256color")
            .size(Size.of(40, 10))
            .encoding(StandardCharsets.UTF_8)
            .build()) {
      Attributes before = terminal.getAttributes();
      LiveScreen screen = new LiveScreen(terminal);
      CountDownLatch second = new CountDownLatch(2);
      int[] drawn = {0};
      Thread thread =
          new Thread(
              () -> {
                try {
                  screen.run(
                      () -> {
                        second.countDown();
                        return "drawing " + ++drawn[0] + "\n";
                      });
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      thread.start();
      while (second.getCount() > 1) {
        Thread.onSpinWait();
      }
      screen.changed();
      assertThat(second.await(30, TimeUnit.SECONDS)).isTrue();
      keys.write('q');
      keys.flush();
      thread.join();
      String written = out.toString(StandardCharsets.UTF_8);
      assertThat(written).contains("drawing 1").contains("\u001b[?1049h", "\u001b[?25l");
      assertThat(written.lastIndexOf("\u001b[?1049l")).isGreaterThan(written.indexOf("drawing 1"));
      assertThat(written).containsPattern("\u001b\\[\\?(12l\u001b\\[\\?)?25h");
      assertThat(terminal.getAttributes().toString()).isEqualTo(before.toString());
    }
  }
}
