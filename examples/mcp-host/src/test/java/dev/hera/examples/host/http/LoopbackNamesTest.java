package dev.hera.examples.host.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackNamesTest {
  @ParameterizedTest
  @ValueSource(strings = {"localhost:7437", "127.0.0.1:7437", "[::1]:7437", "LOCALHOST:7437"})
  void takes_its_own_names_with_its_own_port(String host) {
    assertThat(LoopbackNames.isHost(List.of(host), 7437)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "localhost:",
        "localhost:7438",
        "localhost:74370",
        "localhost.evil.example:7437",
        "evil.example:7437",
        "127.0.0.2:7437",
        "0.0.0.0:7437",
        "::1:7437",
        "user@localhost:7437",
        "localhost:7437/"
      })
  void refuses_other_hosts(String host) {
    assertThat(LoopbackNames.isHost(List.of(host), 7437)).isFalse();
  }

  @Test
  void takes_exactly_one_host_and_at_most_one_origin() {
    String host = "localhost:7437";
    assertThat(LoopbackNames.isHost(List.of(), 7437)).isFalse();
    assertThat(LoopbackNames.isHost(List.of(host, host), 7437)).isFalse();
    assertThat(LoopbackNames.isHost(List.of("localhost"), 80)).isTrue();
    assertThat(LoopbackNames.isOrigin(List.of())).isTrue();
    assertThat(LoopbackNames.isOrigin(List.of("http://localhost", "http://localhost"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://localhost", "http://localhost:3000", "http://127.0.0.1:1", "http://[::1]"})
  void takes_origins_of_this_machine(String origin) {
    assertThat(LoopbackNames.isOrigin(List.of(origin))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "https://localhost",
        "http://evil.example",
        "http://localhost.evil.example",
        "http://localhost:3000/",
        "http://localhost@evil.example"
      })
  void refuses_other_origins(String origin) {
    assertThat(LoopbackNames.isOrigin(List.of(origin))).isFalse();
  }
}
