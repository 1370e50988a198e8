package dev.hera.examples.host.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.examples.host.Repository;
import dev.hera.examples.host.ShopHost;
import dev.hera.examples.host.conformance.Suite.Run;
import dev.hera.examples.host.server.Host;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The official conformance suites: what asks for tools of its own against a server that has them,
 * behind the host's HTTP layer, and what does not against a host as it runs.
 */
@Timeout(300)
class ConformanceTest {
  @TempDir Path directory;

  @BeforeEach
  void require() throws Exception {
    Suite.TOOLS.require();
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource({
    "STABLE, --suite, all, 32",
    "NEXT, --requirements, 2025-11-25, 33",
    "NEXT, --requirements, 2026-07-28, 50"
  })
  void a_server_behind_the_http_layer_conforms(Suite suite, String option, String set, int least)
      throws Exception {
    try (FixtureHost host = new FixtureHost()) {
      Run run = suite.run(host.url(), FixtureHost.TOKEN, directory, option, set);
      System.out.println("Conformance, " + option + " " + set + ": " + run.summary());
      assertThat(run.exitCode()).as(run.output()).isZero();
      assertThat(run.failed()).as(run.output()).isEmpty();
      assertThat(run.scenarios().size() - run.failed().size()).isGreaterThanOrEqualTo(least);
    }
  }

  @Test
  void a_host_conforms_in_what_needs_no_tools_of_the_suite() throws Exception {
    Path shop = Repository.create(directory.resolve("shop"));
    try (Host host = ShopHost.start(directory, shop, 1)) {
      for (String scenario :
          List.of(
              "server-initialize",
              "ping",
              "logging-set-level",
              "tools-list",
              "server-sse-multiple-streams",
              "dns-rebinding-protection")) {
        conforms(Suite.STABLE, scenario, host);
        conforms(Suite.NEXT, scenario, host, "--spec-version", "2025-11-25");
      }
      conforms(Suite.NEXT, "server-session-lifecycle", host, "--spec-version", "2025-11-25");
      for (String scenario :
          List.of(
              "tools-list",
              "server-sse-multiple-streams",
              "dns-rebinding-protection",
              "http-header-validation",
              "input-required-result-unsupported-methods")) {
        conforms(Suite.NEXT, scenario, host, "--spec-version", "2026-07-28");
      }
    }
  }

  private void conforms(Suite suite, String scenario, Host host, String... options)
      throws Exception {
    Suite.Outcome outcome = suite.scenario(scenario, host.url(), host.token(), directory, options);
    assertThat(outcome.fine()).as(scenario).isTrue();
    assertThat(outcome.failed()).as(scenario).isZero();
    assertThat(outcome.passed()).as(scenario).isPositive();
  }
}
