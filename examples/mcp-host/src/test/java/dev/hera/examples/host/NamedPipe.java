package dev.hera.examples.host;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A pipe by which agents, which are shell scripts, and a test tell each other what happened. */
public record NamedPipe(Path path) {
  public static NamedPipe make(Path path) throws IOException, InterruptedException {
    int ended = new ProcessBuilder("mkfifo", path.toString()).start().waitFor();
    if (ended != 0) {
      throw new IOException("mkfifo ended with " + ended);
    }
    return new NamedPipe(path);
  }

  /** What is written into it; no writer waits for a reader from now on. */
  public Lines lines() throws IOException {
    return new Lines(
        Channels.newInputStream(
            FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)));
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
