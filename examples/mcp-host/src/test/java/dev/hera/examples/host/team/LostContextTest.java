package dev.hera.examples.host.team;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A coordinator is thrown away after a random call, with all that it had read, and the next one
 * knows only its directory: one answer brings it back.
 */
@Timeout(120)
class LostContextTest {
  private static final int CUTS = 100;
  private static final String PLAN =
      "1a 1b-asks 2a<1a 2b-fails<1a,1b-asks 2c-dies<1b-asks 3a<2a,2b-fails,2c-dies";

  @TempDir Path directory;
  private int cuts;
  private int largest;

  @Test
  void one_answer_of_two_thousand_tokens_is_enough_at_a_hundred_random_cut_points()
      throws Exception {
    long seed = Long.getLong("hera.seed", System.nanoTime());
    System.out.printf("lost context: -Dhera.seed=%d%n", seed);
    Random random = new Random(seed);
    try (TeamHost host = new TeamHost(directory)) {
      int runs = 0;
      while (cuts < CUTS) {
        String orchestrator = "o" + ++runs;
        Lead lead = Lead.open(host.newcomer(), orchestrator, PLAN);
        new Run(host, orchestrator, PLAN, random)
            .finish(
                lead, last -> cuts < CUTS && random.nextInt(4) > 0 ? successor(host, last) : last);
      }
      System.out.printf(
          "lost context: %d cuts in %d runs, the largest answer has %d bytes%n",
          cuts, runs, largest);
    }
  }

  private Lead successor(TeamHost host, Lead lost) {
    lost.agent().close();
    cuts++;
    Lead next = new Lead(host.newcomer());
    next.act();
    largest = Math.max(largest, next.last().bytes());
    assertThat(next.last().text()).contains("You are coordinator \"lead\"", "Mission: " + PLAN);
    return next;
  }
}
