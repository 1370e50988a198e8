package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.hera.launch.ProcessOwners;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProcessOwnersTest {
  private final ProcessOwners owners = new ProcessOwners();
  private final String[] self = owners.self().split("/", -1);

  private String owner(String machine, ProcessHandle process, int later) {
    long start = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return String.join("/", machine, process.pid() + "", start + later + "", "any");
  }

  @Test
  void another_process_of_this_machine_runs_elsewhere_until_it_is_gone() {
    assumeFalse(self[0].isEmpty(), "this system does not name the machine");
    ProcessHandle parent = ProcessHandle.current().parent().orElseThrow();

    assertThat(owners.runsElsewhere(owner(self[0], parent, 0))).isTrue();
    assertThat(owners.isGone(owner(self[0], parent, 0))).isFalse();
    assertThat(owners.runsElsewhere(owner(self[0], parent, 1))).isFalse();
    assertThat(owners.isGone(owner(self[0], parent, 1))).isTrue();
  }

  @Test
  void nothing_is_certain_of_another_machine_and_this_process_is_not_elsewhere() {
    ProcessHandle parent = ProcessHandle.current().parent().orElseThrow();
    assertThat(owners.runsElsewhere(owner("another", parent, 0))).isFalse();
    assertThat(owners.isGone(owner("another", parent, 1))).isFalse();
    assertThat(owners.runsElsewhere("somebody")).isFalse();
    assertThat(owners.runsElsewhere(owners.self())).isFalse();
    assertThat(owners.isGone(owners.self())).isFalse();
  }
}
