package dev.hera.examples.host.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HarmlessTextTest {
  /** What a terminal gets when the text comes in pieces of this many bytes. */
  private static String shown(String text, int pieces) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (HarmlessText harmless = new HarmlessText(out)) {
      for (int at = 0; at < bytes.length; at += pieces) {
        harmless.write(bytes, at, Math.min(pieces, bytes.length - at));
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1000})
  void sequences_are_left_out_and_controls_shown_however_the_text_comes(int pieces)
      throws IOException {
    assertThat(shown("\u001b[1;31mred\u001b[0m\ttab \u4e2d\u6587 \ud83d\ude00\n", pieces))
        .isEqualTo("red\ttab \u4e2d\u6587 \ud83d\ude00\n");
    assertThat(shown("\u001b]0;title\u0007a\u001b]52;c;eA==\u001b\\b\n", pieces)).isEqualTo("ab\n");
    assertThat(shown("a\u0007\u0008\u001bc\u009b2J\u202eb\u0000\n", pieces))
        .isEqualTo("a\ufffd\ufffd\ufffdc\ufffd2J\ufffdb\ufffd\n");
    assertThat(shown("10%\r20%\r\n\r\nend", pieces)).isEqualTo("10%\n20%\n\nend");
  }

  @Test
  void bytes_that_are_no_text_are_shown_as_such() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (HarmlessText harmless = new HarmlessText(out)) {
      harmless.write(new byte[] {'a', (byte) 0xff, 'b', (byte) 0xc3, '\n'});
      harmless.write('c');
    }
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("a\ufffdb\ufffd\nc");
  }
}
