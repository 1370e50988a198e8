package dev.hera.launcher.git.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the end of a worker's log. */
public final class LogEnd {
  private static final int BYTES = 8 * 1024;
  private static final int LONGEST_LINE = 200;

  /** What a program writes to colour or move on a terminal, and all other control characters. */
  private static final Pattern TERMINAL =
      Pattern.compile(
          "\u001b\\[[0-?]*[ -/]*[@-~]|\u001b\\][^\u0007\u001b]*(\u0007|\u001b\\\\)?"
              + "|[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");

  private LogEnd() {}

  /** The last line that says something, without what a terminal would act on, and not too long. */
  public static Optional<String> lastLine(Path log) {
    return last(log).or(() -> last(LogLimit.kept(log)));
  }

  private static Optional<String> last(Path log) {
    try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ)) {
      ByteBuffer end = ByteBuffer.allocate(BYTES);
      long start = Math.max(0, channel.size() - BYTES);
      while (end.hasRemaining() && channel.read(end, start + end.position()) > 0) {}
      String text = new String(end.array(), 0, end.position(), StandardCharsets.UTF_8);
      return text.lines()
          .map(line -> TERMINAL.matcher(line).replaceAll("").strip())
          .filter(line -> !line.isEmpty())
          .reduce((first, second) -> second)
          .map(LogEnd::shortened);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String shortened(String line) {
    return line.codePointCount(0, line.length()) <= LONGEST_LINE
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST_LINE)) + "…";
  }
}
