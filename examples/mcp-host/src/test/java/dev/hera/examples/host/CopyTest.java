package dev.hera.examples.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.Coordinator;
import dev.hera.Hera;
import dev.hera.Participant;
import dev.hera.examples.host.state.StoreAddress;
import dev.hera.history.NamedEvent;
import dev.hera.host.Host;
import dev.hera.host.HostState;
import dev.hera.message.Outgoing;
import dev.hera.plan.Plan;
import dev.hera.role.Caller;
import dev.hera.role.HostId;
import dev.hera.role.NewTask;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.spi.HeraStore;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.spi.Transaction;
import dev.hera.store.jooq.RelationalStore;
import dev.hera.store.jooq.StoreCopy;
import dev.hera.view.OrchestratorSummary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class CopyTest {
  private static final Host BOX =
      new Host(
          new HostId("box"),
          "box",
          null,
          null,
          List.of(),
          HostState.ACTIVE,
          Instant.EPOCH,
          Instant.EPOCH);

  @TempDir Path directory;

  private StoreAddress address(StoreAddress.Kind kind, String name) {
    return new StoreAddress(kind, directory.resolve(name));
  }

  /** A store with more rows than are copied at once, and with what ended, waits and was said. */
  private StoreAddress lived(StoreAddress.Kind kind) {
    StoreAddress address = address(kind, "old");
    try (RelationalStore store = address.open();
        Hera hera = Hera.builder(store).build()) {
      write(store, tx -> tx.hosts().insert(List.of(BOX)));
      hera.newOrchestrator("past", "lead");
      hera.archive("past");
      Coordinator lead = hera.newOrchestrator("shop", "lead");
      Plan.Builder plan = Plan.builder().node("n0", "pr\u00f6mpt \ud83c\udf0d\n");
      for (int i = 1; i < 1_200; i++) {
        plan.node("n" + i, "do " + i).after("n" + (i - 1));
      }
      lead.submit(plan.build());
      lead.cancel("n7");
      Caller caller = hera.tasks().register(NewTask.named("w"));
      hera.newcomer(caller).join("shop", "helper", RoleKind.FREELANCE, null, null);
      Participant helper = hera.participant(caller, null);
      helper.send(new Outgoing("body", "tldr", "lead", Status.WORKING, null));
      lead.block("n9", "helper");
      helper.report(Status.FAILED);
    }
    return address;
  }

  private record Known(List<OrchestratorSummary> plans, List<NamedEvent> history) {
    static Known of(StoreAddress address) {
      try (Hera hera = Hera.builder(address.open()).build()) {
        return new Known(
            hera.overview().orchestrators(), hera.overview().events("shop", 0, 100_000));
      }
    }
  }

  private HeraProcess copy(StoreAddress from, StoreAddress to) throws Exception {
    return HeraProcess.start(
        directory,
        Map.of("HOME", directory.toString()),
        List.of(),
        List.of("copy", "--from", from.toString(), "--to", to.toString()));
  }

  private void refused(int code, String why, StoreAddress from, StoreAddress to) throws Exception {
    try (HeraProcess process = copy(from, to)) {
      assertThat(process.exitCode()).isEqualTo(code);
      assertThat(process.errors()).singleElement().asString().contains(why);
      assertThat(process.output()).isEmpty();
    }
  }

  @Test
  void moves_a_store_to_the_other_kind_and_back() throws Exception {
    StoreAddress old = lived(StoreAddress.Kind.SQLITE);
    StoreAddress other = address(StoreAddress.Kind.H2, "other");
    StoreAddress back = address(StoreAddress.Kind.SQLITE, "back.db");
    Known known = Known.of(old);
    for (List<StoreAddress> way : List.of(List.of(old, other), List.of(other, back))) {
      try (HeraProcess process = copy(way.get(0), way.get(1))) {
        assertThat(process.errors()).isEmpty();
        assertThat(process.exitCode()).isZero();
        assertThat(String.join("\n", process.output()))
            .contains("1,203 roles", "Copied and verified", "--store " + way.get(1));
      }
    }

    assertThat(Known.of(other)).isEqualTo(known);
    assertThat(Known.of(back)).isEqualTo(known);
    assertThat(known.plans()).hasSize(1);
    try (Hera hera = Hera.builder(back.open()).build()) {
      assertThat(hera.newOrchestrator("next", "lead").plan().nodes()).isEmpty();
      assertThat(hera.overview().orchestrators()).hasSize(2);
    }
  }

  @Test
  void a_store_that_a_host_has_open_is_refused_whatever_state_directory_is_named()
      throws Exception {
    StoreAddress old = lived(StoreAddress.Kind.SQLITE);
    Instant end = Instant.now().plusSeconds(1_000);
    try (RelationalStore store = old.open()) {
      write(store, tx -> tx.hosts().update(BOX.heardOf(Instant.now(), end)));
    }
    StoreAddress target = address(StoreAddress.Kind.SQLITE, "new.db");
    refused(2, "the host box has " + old + " open", old, target);
    assertThat(target.exists()).isFalse();
  }

  @Test
  void an_address_is_one_of_a_file_whatever_way_leads_there() throws Exception {
    Path real = Files.createDirectories(directory.resolve("real")).toRealPath();
    Path link = Files.createSymbolicLink(directory.resolve("link"), real);
    Files.createFile(real.resolve("there.db"));
    for (String name : List.of("there.db", "not-yet.db")) {
      StoreAddress plain = new StoreAddress(StoreAddress.Kind.SQLITE, real.resolve(name));
      for (Path way : List.of(link, real.resolve("."), real.resolve("../real"))) {
        assertThat(StoreAddress.parse("sqlite:" + way.resolve(name))).isEqualTo(plain);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SQLITE", "H2"})
  void a_copy_that_broke_off_is_refused(StoreAddress.Kind kind) {
    StoreAddress old = lived(StoreAddress.Kind.SQLITE);
    StoreAddress broken = address(kind, "broken");
    try (RelationalStore from = old.open();
        RelationalStore to = broken.open()) {
      assertThatThrownBy(
              () ->
                  StoreCopy.copy(
                      from,
                      to,
                      (table, count) -> {
                        if (table.equals("events")) {
                          throw new IllegalStateException("pulled");
                        }
                      }))
          .hasMessage("pulled");
    }

    assertThatThrownBy(broken::open)
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("is a copy that broke off; delete it and copy again");
  }

  /** What another process does to a store; only the first of them adds rows. */
  private enum Change {
    NEW_ORCHESTRATOR {
      @Override
      void make(HeraStore store) {
        Hera.builder(store).build().newOrchestrator("late", "lead");
      }
    },
    HEARTBEAT {
      @Override
      void make(HeraStore store) {
        write(
            store,
            tx -> tx.hosts().update(BOX.heardOf(Instant.EPOCH, Instant.EPOCH.plusSeconds(60))));
      }
    };

    abstract void make(HeraStore store);
  }

  private static void write(HeraStore store, Consumer<Transaction> change) {
    store.write(
        tx -> {
          change.accept(tx);
          return true;
        });
  }

  @ParameterizedTest
  @EnumSource
  void a_store_that_is_written_meanwhile_is_not_copied(Change change) {
    StoreAddress old = lived(StoreAddress.Kind.SQLITE);
    StoreAddress broken = address(StoreAddress.Kind.H2, "broken");
    try (RelationalStore from = old.open();
        RelationalStore to = broken.open();
        RelationalStore other = old.open()) {
      assertThatThrownBy(
              () ->
                  StoreCopy.copy(
                      from,
                      to,
                      (table, count) -> {
                        if (table.equals("hosts")) {
                          change.make(other);
                        }
                      }))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("was written meanwhile");
    }

    assertThatThrownBy(broken::open).hasMessageContaining("broke off");
  }

  @ParameterizedTest
  @EnumSource(names = {"SQLITE", "H2"})
  void a_store_with_rows_is_no_place_for_a_copy(StoreAddress.Kind kind) throws Exception {
    StoreAddress old = lived(kind);
    StoreAddress full = address(kind, "full");
    try (RelationalStore from = old.open();
        RelationalStore to = full.open()) {
      StoreCopy.copy(from, to, (table, count) -> {});
    }
    Known known = Known.of(full);

    refused(2, "is not empty; name a new one", old, full);

    assertThat(Known.of(full)).isEqualTo(known);
  }

  @Test
  void what_is_not_there_is_not_made() throws Exception {
    StoreAddress missing = address(StoreAddress.Kind.SQLITE, "missing.db");

    refused(2, "there is no store", missing, address(StoreAddress.Kind.H2, "new"));

    assertThat(Files.exists(missing.file())).isFalse();
    assertThat(Files.exists(directory.resolve("new.mv.db"))).isFalse();
  }
}
