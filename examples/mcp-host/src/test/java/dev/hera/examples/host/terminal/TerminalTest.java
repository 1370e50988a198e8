package dev.hera.examples.host.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
  @Test
  void colours_are_for_terminals_that_have_them_and_users_that_want_them() {
    assertThat(Terminal.hasColours(Map.of("TERM", "xterm-256color"))).isTrue();
    assertThat(Terminal.hasColours(Map.of("TERM", "xterm", "NO_COLOR", "1"))).isFalse();
    assertThat(Terminal.hasColours(Map.of("TERM", "dumb"))).isFalse();
    assertThat(Terminal.hasColours(Map.of("TERM", ""))).isFalse();
    assertThat(Terminal.hasColours(Map.of())).isFalse();
  }
}
