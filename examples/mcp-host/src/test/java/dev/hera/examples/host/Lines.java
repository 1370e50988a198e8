package dev.hera.examples.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The output of a process, read as it comes, so that a test can wait for a line. */
public final class Lines {
  private final List<String> lines = new ArrayList<>();
  private boolean ended;

  Lines(InputStream output) {
    Thread reader = new Thread(() -> read(output), "lines");
    reader.setDaemon(true);
    reader.start();
  }

  private void read(InputStream output) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        add(line);
      }
    } catch (IOException e) {
      add(e.toString());
    }
    end();
  }

  private synchronized void add(String line) {
    lines.add(line);
    notifyAll();
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** Waits for a line; fails when the output ends without it. */
  public synchronized String await(Predicate<String> wanted) throws InterruptedException {
    int looked = 0;
    while (true) {
      for (; looked < lines.size(); looked++) {
        if (wanted.test(lines.get(looked))) {
          return lines.get(looked);
        }
      }
      if (ended) {
        throw new UncheckedIOException(new IOException("the output ended: " + lines));
      }
      wait();
    }
  }

  /** All of it, once it ended. */
  synchronized List<String> all() throws InterruptedException {
    while (!ended) {
      wait();
    }
    return List.copyOf(lines);
  }
}
