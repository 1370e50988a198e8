package dev.hera.examples.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class TwoHostsTest {
  @Test
  void each_node_runs_on_the_host_that_has_its_project_and_nothing_else_is_said() throws Exception {
    PrintStream console = System.out;
    PrintStream errors = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream all = new PrintStream(said, true, StandardCharsets.UTF_8);
    System.setOut(all);
    System.setErr(all);
    try {
      TwoHosts.main(new String[0]);
    } finally {
      System.setOut(console);
      System.setErr(errors);
    }

    assertThat(said.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "◔ 1a-schema  ran on host shop",
            "◔ 2a-api     ran on host shop",
            "◔ 2b-page    ran on host web",
            "◔ 3a-e2e     ran on host web",
            "◔ 4a-release ran on host shop",
            "complete");
  }
}
