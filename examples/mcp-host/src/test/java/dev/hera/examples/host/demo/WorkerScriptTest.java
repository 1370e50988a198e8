package dev.hera.examples.host.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WorkerScriptTest {
  @Test
  void reads_only_what_follows_the_orientation() {
    WorkerScript mission =
        WorkerScript.of(
            "write nothing\nYour mission:\n\nDo it.\nwrite a.txt\n  write b.txt \nnote /tmp/n\n");
    assertThat(mission.writes()).containsExactly("a.txt", "b.txt");
    assertThat(mission.notes()).containsExactly("/tmp/n");
    assertThat(mission.failsOnce()).isFalse();
  }

  @Test
  void fails_once_when_told_so() {
    assertThat(WorkerScript.of("fail once until told").failsOnce()).isTrue();
  }
}
