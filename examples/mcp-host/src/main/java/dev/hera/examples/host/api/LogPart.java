package dev.hera.examples.host.api;

import dev.hera.launcher.git.WorkerRun;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;

/**
 * A part of a worker's log.
 *
 * @param text what is in it, in whole characters; bytes that are no UTF-8 are replaced
 * @param next where to read on
 * @param skipped whether something before it was left out
 * @param running whether the worker still runs
 */
record LogPart(String text, long next, boolean skipped, boolean running) {
  private static final int LONGEST = 64 * 1024;

  /**
   * The log from a place on, or the end of what is longer; from the beginning of what is left when
   * the log was cut since.
   */
  static LogPart read(WorkerRun run, long after) throws IOException {
    try (FileChannel log = FileChannel.open(run.log(), StandardOpenOption.READ)) {
      long size = log.size();
      long wanted = after > size ? 0 : after;
      long from = Math.max(wanted, size - LONGEST);
      ByteBuffer bytes = ByteBuffer.allocate((int) (size - from));
      int read = 0;
      while (bytes.hasRemaining() && read >= 0) {
        read = log.read(bytes, from + bytes.position());
      }
      bytes.flip();
      if (from > wanted) {
        skipRestOfCharacter(bytes);
      }
      String text = decode(bytes, !run.running());
      return new LogPart(text, from + bytes.position(), from > wanted, run.running());
    } catch (NoSuchFileException e) {
      return new LogPart("", 0, false, run.running());
    }
  }

  /**
   * Reads the characters, as far as they are there.
   *
   * @param all whether nothing follows, so that a part of a character is none
   */
  private static String decode(ByteBuffer bytes, boolean all) {
    CharBuffer text = CharBuffer.allocate(bytes.remaining());
    StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .onUnmappableCharacter(CodingErrorAction.REPLACE)
        .decode(bytes, text, all);
    return text.flip().toString();
  }

  private static void skipRestOfCharacter(ByteBuffer bytes) {
    while (bytes.hasRemaining() && (bytes.get(bytes.position()) & 0xC0) == 0x80) {
      bytes.get();
    }
  }
}
