package dev.hera.store.tck.table;

import static dev.hera.store.tck.row.RowFixtures.at;
import static dev.hera.store.tck.row.RowFixtures.team;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.spi.Answer;
import dev.hera.store.tck.chapter.Chapter;
import dev.hera.store.tck.chapter.StoreUnderTest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The contract of {@link dev.hera.spi.Answers}. */
public abstract class AnswersChapter extends Chapter {
  public AnswersChapter(StoreUnderTest tested) {
    super(tested);
  }

  @Test
  void keeps_every_field() {
    Role role = write(tx -> team(tx, "checkout", 1)).get(0);
    Answer answer = new Answer(role.id(), "hera_send", "key", "arguments", "{\"id\":1}", at(3));
    change(
        tx -> {
          tx.answers().insert(answer);
          assertThat(tx.answers().find(role.id(), "hera_send", "key")).contains(answer);
        });
    assertThat(find(tx -> tx.answers().find(role.id(), "hera_send", "key"))).contains(answer);
  }

  @Test
  void keeps_the_answer_to_a_caller_without_a_role() {
    Answer answer = answer(null, "hera_join", "key");
    change(tx -> tx.answers().insert(answer));
    assertThat(find(tx -> tx.answers().find(null, "hera_join", "key"))).contains(answer);
  }

  @Test
  void finds_nothing_in_an_empty_store() {
    assertThat(find(tx -> tx.answers().find(new RoleId(1), "hera_send", "key"))).isEmpty();
    assertThat(find(tx -> tx.answers().find(null, "hera_send", "key"))).isEmpty();
  }

  @Test
  void role_verb_and_key_tell_answers_apart() {
    List<Role> roles = write(tx -> team(tx, "checkout", 2));
    List<Answer> answers =
        List.of(
            answer(roles.get(0).id(), "hera_send", "key"),
            answer(roles.get(1).id(), "hera_send", "key"),
            answer(null, "hera_send", "key"),
            answer(roles.get(0).id(), "hera_status", "key"),
            answer(roles.get(0).id(), "hera_send", "Key"),
            answer(roles.get(0).id(), "hera_send", "key "));
    change(tx -> answers.forEach(tx.answers()::insert));
    for (Answer answer : answers) {
      assertThat(find(tx -> tx.answers().find(answer.role(), answer.verb(), answer.key())))
          .contains(answer);
    }
    assertThat(find(tx -> tx.answers().find(roles.get(1).id(), "hera_status", "key"))).isEmpty();
  }

  @Test
  void refuses_a_second_one_to_the_same_role_verb_and_key() {
    RoleId role = write(tx -> team(tx, "checkout", 1)).get(0).id();
    Answer first = answer(role, "hera_send", "key");
    change(tx -> tx.answers().insert(first));
    assertTaken(
        tx -> tx.answers().insert(new Answer(role, "hera_send", "key", "other", "2", at(1))));
    assertThat(find(tx -> tx.answers().find(role, "hera_send", "key"))).contains(first);
  }

  @Test
  void refuses_a_second_one_to_the_same_verb_and_key_without_a_role() {
    Answer first = answer(null, "hera_send", "key");
    change(tx -> tx.answers().insert(first));
    assertTaken(
        tx -> tx.answers().insert(new Answer(null, "hera_send", "key", "other", "2", at(1))));
    assertThat(find(tx -> tx.answers().find(null, "hera_send", "key"))).contains(first);
  }

  @Test
  void removes_those_created_before_an_instant() {
    RoleId role = write(tx -> team(tx, "checkout", 1)).get(0).id();
    for (int millis : new int[] {12, 9, 11, 10}) {
      Answer answer = new Answer(role, "hera_send", "at-" + millis, "arguments", "1", at(millis));
      change(tx -> tx.answers().insert(answer));
    }
    change(tx -> tx.answers().deleteBefore(at(11)));
    assertThat(find(tx -> tx.answers().find(role, "hera_send", "at-9"))).isEmpty();
    assertThat(find(tx -> tx.answers().find(role, "hera_send", "at-10"))).isEmpty();
    assertThat(find(tx -> tx.answers().find(role, "hera_send", "at-11"))).isPresent();
    assertThat(find(tx -> tx.answers().find(role, "hera_send", "at-12"))).isPresent();
  }

  @Test
  void removes_one_and_no_other() {
    RoleId role = write(tx -> team(tx, "checkout", 1)).get(0).id();
    change(tx -> tx.answers().insert(answer(role, "hera_send", "key")));
    change(tx -> tx.answers().insert(answer(role, "hera_send", "other")));
    change(tx -> tx.answers().insert(answer(role, "hera_plan", "key")));
    change(tx -> tx.answers().insert(answer(null, "hera_send", "key")));
    change(
        tx -> {
          tx.answers().delete(role, "hera_send", "key");
          tx.answers().delete(role, "hera_send", "none");
        });
    assertThat(find(tx -> tx.answers().find(role, "hera_send", "key"))).isEmpty();
    assertThat(find(tx -> tx.answers().find(role, "hera_send", "other"))).isPresent();
    assertThat(find(tx -> tx.answers().find(role, "hera_plan", "key"))).isPresent();
    assertThat(find(tx -> tx.answers().find(null, "hera_send", "key"))).isPresent();
  }

  @Test
  void a_removed_one_makes_room_for_a_new_one() {
    change(tx -> tx.answers().insert(answer(null, "hera_send", "key")));
    Answer second = new Answer(null, "hera_send", "key", "other", "2", at(2));
    change(
        tx -> {
          tx.answers().deleteBefore(at(1));
          tx.answers().insert(second);
        });
    assertThat(find(tx -> tx.answers().find(null, "hera_send", "key"))).contains(second);
  }

  private static Answer answer(@Nullable RoleId role, String verb, String key) {
    return new Answer(role, verb, key, "arguments", role + verb + key, at(0));
  }
}
