package dev.hera.examples.host.terminal;

import dev.hera.view.Drawable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Shows the text of a program on a terminal without letting it do anything there (W9): colours and
 * other sequences are left out, every other control character is shown as unprintable. Whole lines
 * are written as they come, a begun one when the text pauses.
 */
public final class HarmlessText extends OutputStream {
  private static final Pattern SEQUENCE =
      Pattern.compile("\u001b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\))");

  /** A longer line is written in parts. */
  private static final int LONGEST = 64 * 1024;

  private final OutputStream out;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private final StringBuilder line = new StringBuilder();
  private byte[] undecoded = {};

  public HarmlessText(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    ByteBuffer all = ByteBuffer.allocate(undecoded.length + length);
    all.put(undecoded).put(bytes, offset, length).flip();
    CharBuffer chars = CharBuffer.allocate(all.remaining() + 1);
    decoder.decode(all, chars, false);
    undecoded = Arrays.copyOfRange(all.array(), all.position(), all.limit());
    line.append(chars.flip());
    writeLines();
  }

  private void writeLines() throws IOException {
    int start = 0;
    for (int end = line.indexOf("\n"); end >= 0; end = line.indexOf("\n", start)) {
      write(line.substring(start, end) + "\n");
      start = end + 1;
    }
    line.delete(0, start);
    if (line.length() > LONGEST) {
      flush();
    }
  }

  private void write(String text) throws IOException {
    out.write(harmless(text).getBytes(StandardCharsets.UTF_8));
  }

  /** The text with its line ends and tabs as its only controls. */
  static String harmless(String text) {
    String plain =
        SEQUENCE.matcher(text).replaceAll("").replaceAll("\r*\n", "\n").replace('\r', '\n');
    return plain
        .lines()
        .map(
            line ->
                Arrays.stream(line.split("\t", -1))
                    .map(Drawable::of)
                    .collect(Collectors.joining("\t")))
        .collect(Collectors.joining("\n", "", plain.endsWith("\n") ? "\n" : ""));
  }

  /** Writes the line that has begun, too. */
  @Override
  public void flush() throws IOException {
    write(line.toString());
    line.setLength(0);
    out.flush();
  }

  @Override
  public void close() throws IOException {
    flush();
    out.close();
  }
}
