package dev.hera.examples.host.watch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;
import org.jspecify.annotations.Nullable;

/**
 * The whole of a terminal, on which a text is drawn anew when it changed or the size did, until
 * somebody presses {@code q} or Ctrl-C (W11). The terminal is then as it was before.
 */
public final class LiveScreen {
  private static final long LOOK_MILLIS = 50;

  static {
    // Lines are drawn as the characters they are, not in a terminal's set of its own.
    System.setProperty("org.jline.utils.disableAlternateCharset", "true");
  }

  private final Terminal terminal;
  private final Display display;
  private final AtomicBoolean changed = new AtomicBoolean(true);
  private volatile boolean ended;
  private @Nullable Size drawn;

  public LiveScreen(Terminal terminal) {
    this.terminal = terminal;
    this.display = new Display(terminal, true);
  }

  /** Has the text looked at and drawn soon. Thread-safe. */
  public void changed() {
    changed.set(true);
  }

  /** Draws until it is ended from the keyboard. */
  public void run(Supplier<String> text) throws IOException {
    Attributes before = terminal.enterRawMode();
    terminal.handle(Signal.INT, signal -> ended = true);
    terminal.handle(Signal.WINCH, signal -> changed());
    terminal.puts(Capability.enter_ca_mode);
    terminal.puts(Capability.cursor_invisible);
    try {
      while (!ended) {
        if (changed.getAndSet(false)) {
          draw(text.get());
        }
        look(terminal.reader());
      }
    } finally {
      terminal.puts(Capability.cursor_normal);
      terminal.puts(Capability.exit_ca_mode);
      terminal.setAttributes(before);
      terminal.flush();
    }
  }

  private void look(NonBlockingReader keys) throws IOException {
    int key = keys.read(LOOK_MILLIS);
    if (key == 'q' || key == 3 || key == NonBlockingReader.EOF) {
      ended = true;
    }
  }

  private void draw(String text) {
    Size size = terminal.getSize();
    if (!size.equals(drawn)) {
      terminal.puts(Capability.clear_screen);
      display.resize(size);
      display.reset();
      drawn = size;
    }
    display.update(fitted(text, size), 0);
  }

  /** As many lines and columns as there is room for; what is left out is counted. */
  static List<AttributedString> fitted(String text, Size size) {
    List<String> lines = text.lines().toList();
    int room = Math.max(1, size.getRows());
    List<AttributedString> fitted = new ArrayList<>();
    for (String line : lines.subList(0, Math.min(lines.size(), room))) {
      fitted.add(AttributedString.fromAnsi(line).columnSubSequence(0, size.getColumns()));
    }
    if (lines.size() > room) {
      int more = lines.size() - room + 1;
      fitted.set(room - 1, new AttributedString("… " + more + " more lines"));
    }
    return fitted;
  }
}
