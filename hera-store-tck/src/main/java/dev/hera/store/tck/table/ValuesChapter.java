package dev.hera.store.tck.table;

import static dev.hera.store.tck.row.RowFixtures.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.history.Event;
import dev.hera.history.EventKind;
import dev.hera.message.DeliveryMode;
import dev.hera.message.Message;
import dev.hera.message.MessageId;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchKey;
import dev.hera.plan.LaunchOptions;
import dev.hera.plan.LaunchState;
import dev.hera.role.HostId;
import dev.hera.role.Orchestrator;
import dev.hera.role.Role;
import dev.hera.role.Task;
import dev.hera.spi.Answer;
import dev.hera.spi.IdKind;
import dev.hera.spi.Transaction;
import dev.hera.store.tck.chapter.Chapter;
import dev.hera.store.tck.chapter.StoreUnderTest;
import dev.hera.store.tck.row.HostileTexts;
import dev.hera.store.tck.row.RowFixtures;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Texts and instants come back as they were given. */
public abstract class ValuesChapter extends Chapter {
  public ValuesChapter(StoreUnderTest tested) {
    super(tested);
  }

  @Test
  void texts_of_orchestrators_come_back_unchanged() {
    for (String text : HostileTexts.ALL) {
      Orchestrator row =
          write(
              tx -> {
                Orchestrator plain = RowFixtures.newOrchestrator(tx, "o");
                Orchestrator hostile =
                    new Orchestrator(
                        plain.id(), "o-" + plain.id().value(), text, null, at(0), null);
                tx.orchestrators().insert(List.of(hostile));
                return hostile;
              });
      assertThat(find(tx -> tx.orchestrators().find(row.id()))).contains(row);
    }
  }

  @Test
  void texts_of_roles_come_back_unchanged() {
    Role plain = write(tx -> RowFixtures.team(tx, "checkout", 1)).get(0);
    for (String text : HostileTexts.ALL) {
      Role hostile = plain.withMission(text, text);
      change(tx -> tx.roles().update(hostile));
      assertThat(find(tx -> tx.roles().find(plain.id()))).contains(hostile);
    }
  }

  @Test
  void a_prompt_of_a_million_characters_comes_back_unchanged() {
    Role plain = write(tx -> RowFixtures.team(tx, "checkout", 1)).get(0);
    Role longer = plain.withMission(null, "0123456789".repeat(100_000));
    change(tx -> tx.roles().update(longer));
    assertThat(find(tx -> tx.roles().find(plain.id()))).contains(longer);
  }

  @Test
  void texts_of_tasks_come_back_unchanged() {
    for (String text : HostileTexts.ALL) {
      Task row =
          write(
              tx -> {
                Task hostile = hostile(RowFixtures.newTask(tx, null), text);
                tx.tasks().insert(List.of(hostile));
                return hostile;
              });
      assertThat(find(tx -> tx.tasks().find(row.id()))).contains(row);
    }
  }

  @Test
  void texts_of_messages_come_back_unchanged() {
    List<Role> roles = write(tx -> RowFixtures.team(tx, "checkout", 2));
    for (String text : HostileTexts.ALL) {
      Message row =
          write(
              tx -> {
                Message hostile =
                    new Message(
                        new MessageId(RowFixtures.id(tx, IdKind.MESSAGE)),
                        roles.get(0).orchestrator(),
                        roles.get(0).id(),
                        roles.get(1).id(),
                        text,
                        text,
                        null,
                        at(0),
                        null,
                        DeliveryMode.QUEUED,
                        false);
                tx.messages().insert(List.of(hostile));
                return hostile;
              });
      assertThat(list(tx -> tx.messages().list(List.of(row.id())))).containsExactly(row);
    }
  }

  @Test
  void texts_of_launches_come_back_unchanged() {
    Role role = write(tx -> RowFixtures.team(tx, "checkout", 1)).get(0);
    Launch plain = write(tx -> RowFixtures.launch(tx, role));
    for (String text : HostileTexts.ALL) {
      Launch hostile = hostile(plain, text);
      change(tx -> tx.launches().update(hostile));
      assertThat(find(tx -> tx.launches().find(plain.id()))).contains(hostile);
    }
  }

  @Test
  void texts_of_events_come_back_unchanged() {
    Role role = write(tx -> RowFixtures.team(tx, "checkout", 1)).get(0);
    TreeMap<String, String> changes = new TreeMap<>();
    HostileTexts.ALL.forEach(text -> changes.put("k" + text, text));
    List<Event> rows =
        write(
            tx -> {
              Event all = event(tx, role, changes);
              Event none = event(tx, role, new TreeMap<>());
              Event empty = event(tx, role, new TreeMap<>(Map.of("", "")));
              tx.events().append(List.of(all, none, empty));
              return List.of(all, none, empty);
            });
    assertThat(list(tx -> tx.events().listAbout(role.id()))).isEqualTo(rows);
  }

  @Test
  void texts_of_answers_come_back_unchanged() {
    for (int i = 0; i < HostileTexts.ALL.size(); i++) {
      String text = HostileTexts.ALL.get(i);
      Answer answer = new Answer(null, "verb", "key-" + i, text, text, at(0));
      change(tx -> tx.answers().insert(answer));
      assertThat(find(tx -> tx.answers().find(null, "verb", answer.key()))).contains(answer);
    }
  }

  @Test
  void random_texts_come_back_unchanged() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    Task task = write(tx -> RowFixtures.task(tx, null));
    for (int round = 0; round < 50; round++) {
      Task noted = task.withHandoffNote(HostileTexts.random(random));
      change(tx -> tx.tasks().update(noted));
      assertThat(find(tx -> tx.tasks().find(task.id()))).as("seed %d", seed).contains(noted);
    }
  }

  @Test
  void instants_come_back_to_the_millisecond() {
    Role role = write(tx -> RowFixtures.team(tx, "checkout", 1)).get(0);
    List<String> instants =
        List.of(
            "1970-01-01T00:00:00Z",
            "1970-01-01T00:00:00.001Z",
            "2026-03-29T00:59:59.999Z",
            "2026-03-29T01:00:00Z",
            "2026-10-25T01:30:00.500Z",
            "2038-01-19T03:14:08.007Z",
            "9999-12-31T23:59:59.999Z");
    for (String instant : instants) {
      Role changed = role.archivedAt(Instant.parse(instant));
      change(tx -> tx.roles().update(changed));
      assertThat(find(tx -> tx.roles().find(role.id()))).contains(changed);
    }
  }

  private static Task hostile(Task task, String text) {
    return new Task(
        task.id(),
        text,
        text,
        task.status(),
        null,
        false,
        text,
        text,
        text,
        task.session(),
        null,
        text,
        task.created(),
        null,
        null);
  }

  private static Launch hostile(Launch launch, String text) {
    return new Launch(
        launch.id(),
        launch.orchestrator(),
        launch.role(),
        new LaunchKey("key"),
        new LaunchOptions(text, text, text),
        1,
        LaunchState.FAILED,
        text,
        new HostId(text),
        null,
        1,
        text,
        null,
        null,
        null,
        null,
        false);
  }

  private static Event event(Transaction tx, Role role, SortedMap<String, String> changes) {
    return new Event(
        RowFixtures.id(tx, IdKind.EVENT),
        at(0),
        role.orchestrator(),
        null,
        EventKind.TASK_CHANGED,
        role.id(),
        changes);
  }
}
