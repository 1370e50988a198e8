package dev.hera.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.Coordinator;
import dev.hera.Hera;
import dev.hera.examples.host.WaitingClient.Call;
import dev.hera.examples.host.server.Host;
import dev.hera.message.Outgoing;
import dev.hera.role.NewTask;
import dev.hera.role.RoleKind;
import dev.hera.store.tck.run.Effort;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Agents that wait hold no thread; what others wait beside them is printed. */
@Timeout(900)
class ManyWaitsTest {
  private static final int WAITS = Effort.of(150, 2_000);
  private static final int CALLS = Effort.of(20, 400);

  /** A plan of all who wait is long, and this client reads it byte by byte. */
  private static final int PLAN_CALLS = 20;

  /** Of the server, of the pool that looks for those that are woken, and of the JVM itself. */
  private static final int THREADS_FOR_ALL = 60;

  @TempDir Path directory;
  private Host host;
  private Coordinator lead;
  private final List<WaitingClient> clients = new ArrayList<>();
  private final List<String> places = new ArrayList<>();
  private int lastId;

  @BeforeEach
  void start() throws Exception {
    Path shop = Repository.create(directory.resolve("shop"));
    host = ShopHost.start(directory, shop, 1);
    Hera hera = host.hera();
    lead = hera.newcomer(hera.tasks().register(NewTask.named("lead"))).newOrchestrator("o", "lead");
    for (int i = 0; i <= WAITS; i++) {
      Path place = Files.createDirectory(directory.toRealPath().resolve("w" + i));
      NewTask task = new NewTask("w" + i, "shop", place.toString(), null);
      hera.newcomer(hera.tasks().register(task)).join("o", "w" + i, RoleKind.WORKER, null, null);
      places.add("{\"cwd\":\"" + place + "\"");
    }
  }

  @AfterEach
  void stop() {
    host.close();
  }

  private Call call(int worker, String tool, String more) throws IOException {
    return clients.get(worker).call(++lastId, tool, places.get(worker) + more + "}", "");
  }

  private long micros(String tool, String more, int calls) throws IOException {
    long[] all = new long[calls];
    for (int i = 0; i < calls; i++) {
      long begun = System.nanoTime();
      try (Call call = call(WAITS, tool, more)) {
        assertThat(call.answer()).contains("\"isError\":false");
      }
      all[i] = (System.nanoTime() - begun) / 1_000;
    }
    Arrays.sort(all);
    return all[calls / 2];
  }

  private static int threads() {
    return ManagementFactory.getThreadMXBean().getThreadCount();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void waits_hold_no_thread_and_one_is_answered_when_its_message_comes(boolean sessions)
      throws Exception {
    for (int i = 0; i <= WAITS; i++) {
      clients.add(
          sessions
              ? new WaitingClient(host.url(), host.token())
              : WaitingClient.modern(host.url(), host.token()));
    }
    micros("hera_status", ",\"status\":\"working\"", CALLS);
    long statusAlone = micros("hera_status", ",\"status\":\"working\"", CALLS);
    long planAlone = micros("hera_plan_show", "", PLAN_CALLS);
    int before = threads();
    List<Call> waits = new ArrayList<>();
    for (int i = 0; i < WAITS; i++) {
      Call wait = call(i, "hera_inbox", ",\"timeout_seconds\":120");
      assertThat(wait.readUntil("\r\n\r\n")).contains("200 OK");
      waits.add(wait);
    }
    long statusBeside = micros("hera_status", ",\"status\":\"working\"", CALLS);
    long planBeside = micros("hera_plan_show", "", PLAN_CALLS);
    int beside = threads();
    System.out.printf(
        "%d waits: hera_status %d us alone, %d us beside (ratio %.2f); hera_plan_show %d us alone,"
            + " %d us beside (ratio %.2f); %d threads before, %d beside%n",
        WAITS,
        statusAlone,
        statusBeside,
        (double) statusBeside / statusAlone,
        planAlone,
        planBeside,
        (double) planBeside / planAlone,
        before,
        beside);
    assertThat(beside).isLessThan(before + THREADS_FOR_ALL);
    lead.send(Outgoing.to("w7", "for-w7", "b"));
    assertThat(waits.get(7).answer()).contains("for-w7");
    for (Call wait : waits) {
      wait.close();
    }
  }
}
