package dev.hera.store.jooq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.Coordinator;
import dev.hera.Hera;
import dev.hera.error.IdempotencyConflictException;
import dev.hera.plan.Plan;
import dev.hera.role.Caller;
import dev.hera.role.RoleId;
import dev.hera.role.TaskId;
import dev.hera.spi.Answer;
import dev.hera.spi.Transaction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the rows of earlier versions are in this one. */
abstract class MigratedRowsContract extends GoldenDatabases {
  /** Who are "guest" and "lead" in "talk", in the golden databases. */
  private static final Caller TALK_GUEST = Caller.task(new TaskId(9));

  private static final Caller TALK_LEAD = Caller.task(new TaskId(8));
  private static final RoleId TALK_LEAD_ROLE = new RoleId(10);

  /** On the day on which the golden databases were filled. */
  private static final Clock GOLDEN_CLOCK =
      Clock.fixed(Instant.parse("2026-03-01T10:00:00Z"), ZoneOffset.UTC);

  @Test
  final void opens_the_databases_of_all_released_versions() throws Exception {
    for (int version = 1; version <= JooqStore.SCHEMA_VERSION; version++) {
      Path place = Files.createDirectory(directory.resolve("version-" + version));
      copyGolden(version, place);
      try (Place database = open(place, source -> source);
          JooqStore store = JooqStore.open(database.engine())) {
        assertWhole(store, goldenLines(version));
      }
    }
  }

  @Test
  final void puts_events_of_version_1_into_their_buckets() throws Exception {
    try (Place database = open(directory, source -> source)) {
      try (Connection connection = database.engine().writer().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute(
            "insert into events (id, happened, kind, subject, changes)"
                + " values (2500, 0, 'task_changed', 1, '{}')");
      }
      try (JooqStore store = JooqStore.open(database.engine())) {
        assertThat(
                store.<Integer>useWriter(
                    connection -> count(connection, "events where bucket = 2 and id = 2500")))
            .isEqualTo(1);
      }
    }
  }

  @Test
  final void marks_the_live_coordinators_of_earlier_versions() throws Exception {
    for (int version = 1; version <= 2; version++) {
      Path place = Files.createDirectory(directory.resolve("coordinators-" + version));
      copyGolden(version, place);
      try (Place database = open(place, source -> source);
          JooqStore store = JooqStore.open(database.engine())) {
        String live = "bindings where coordinating = 1 and ended is null";
        String coordinators =
            "bindings b join roles r on r.id = b.role where r.kind = 'coordinator'";
        assertThat(store.<Integer>useWriter(connection -> count(connection, live)))
            .isPositive()
            .isEqualTo(
                store.<Integer>useWriter(
                    connection -> count(connection, coordinators + " and b.ended is null")));
      }
    }
  }

  @Test
  final void a_call_that_an_earlier_version_answered_gets_that_answer_and_is_not_done_again()
      throws Exception {
    List<Answer> kept;
    List<Record> first;
    Path here = Files.createDirectory(directory.resolve("first"));
    copyGolden(JooqStore.SCHEMA_VERSION, here);
    try (Place database = open(here, source -> source);
        Hera hera = hera(database)) {
      first = callWithKeys(hera);
    }
    try (Place database = open(here, source -> source);
        JooqStore store = JooqStore.open(database.engine())) {
      kept = store.read(MigratedRowsContract::kept);
    }
    for (int version = 1; version < 4; version++) {
      Path place = Files.createDirectory(directory.resolve("answers-" + version));
      copyGolden(version, place);
      try (Place database = open(place, source -> source)) {
        for (Answer answer : kept) {
          insert(database, answer, "hera_" + answer.verb());
        }
        try (Hera hera = hera(database)) {
          assertThat(callWithKeys(hera)).as("repeated after version %s", version).isEqualTo(first);
        }
      }
      try (Place database = open(place, source -> source);
          JooqStore store = JooqStore.open(database.engine())) {
        assertWhole(store, goldenLines(version));
      }
    }
  }

  private static Hera hera(Place database) {
    return Hera.builder(JooqStore.open(database.engine())).clock(GOLDEN_CLOCK).build();
  }

  /** Calls with keys of a role and of a task, in the golden databases. */
  private static List<Record> callWithKeys(Hera hera) {
    Coordinator lead = hera.coordinator(TALK_LEAD, "talk").once("k");
    return List.of(
        lead.plan(Plan.Node.worker("node", "do it")),
        lead.submit(Plan.builder().node("one", "do it").build()),
        hera.participant(TALK_GUEST, "talk").once("k").leave());
  }

  private static List<Answer> kept(Transaction tx) {
    return Stream.of(
            tx.answers().find(TALK_LEAD_ROLE, "plan_node", "k"),
            tx.answers().find(TALK_LEAD_ROLE, "plan", "k"),
            tx.answers().find(null, "leave", "9/k"))
        .map(Optional::orElseThrow)
        .toList();
  }

  private static void insert(Place database, Answer answer, String verb) throws SQLException {
    try (Connection connection = database.engine().writer().getConnection();
        PreparedStatement statement =
            connection.prepareStatement("insert into answers values (?, ?, ?, ?, ?, ?)")) {
      statement.setLong(1, answer.role() == null ? 0 : answer.role().value());
      statement.setString(2, verb);
      statement.setString(3, answer.key());
      statement.setString(4, answer.arguments());
      statement.setString(5, answer.answer());
      statement.setLong(6, answer.created().toEpochMilli());
      statement.executeUpdate();
    }
  }

  @Test
  final void a_call_whose_earlier_answer_cannot_be_read_is_refused_and_not_done_again()
      throws Exception {
    for (int version = 1; version < 4; version++) {
      Path place = Files.createDirectory(directory.resolve("serialised-" + version));
      copyGolden(version, place);
      try (Place database = open(place, source -> source);
          Hera hera = hera(database)) {
        Coordinator lead = hera.coordinator(Caller.task(new TaskId(1)), "mission");
        assertThatThrownBy(() -> lead.once("cancel").cancel("f"))
            .isInstanceOf(IdempotencyConflictException.class);
        assertThat(lead.once("new").cancel("f").name()).as("it was not done").isEqualTo("f");
      }
    }
  }

  @Test
  final void an_answer_under_the_new_name_stays_when_there_is_one_under_the_old() throws Exception {
    try (Place database = open(directory, source -> source)) {
      Answer answer = new Answer(new RoleId(1), "plan", "k", "arguments", "new", Instant.EPOCH);
      insert(database, answer, "plan");
      insert(database, answer, "hera_plan");
      try (JooqStore store = JooqStore.open(database.engine())) {
        assertThat(
                store.<Optional<Answer>>read(tx -> tx.answers().find(new RoleId(1), "plan", "k")))
            .hasValue(answer);
      }
    }
  }
}
