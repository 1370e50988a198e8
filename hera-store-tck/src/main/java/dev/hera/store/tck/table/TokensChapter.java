package dev.hera.store.tck.table;

import static dev.hera.store.tck.row.RowFixtures.launch;
import static dev.hera.store.tck.row.RowFixtures.task;
import static dev.hera.store.tck.row.RowFixtures.team;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.plan.Launch;
import dev.hera.plan.WorkerToken;
import dev.hera.spi.Transaction;
import dev.hera.store.tck.chapter.Chapter;
import dev.hera.store.tck.chapter.StoreUnderTest;
import org.junit.jupiter.api.Test;

/** The tokens of {@link dev.hera.spi.Launches}. */
public abstract class TokensChapter extends Chapter {
  public TokensChapter(StoreUnderTest tested) {
    super(tested);
  }

  @Test
  void keeps_every_field_of_a_token() {
    WorkerToken token = write(tx -> token(tx, "checkout", "0a1b", 3));
    assertThat(find(tx -> tx.launches().findToken("0a1b"))).contains(token);
    assertThat(find(tx -> tx.launches().findToken("0a1"))).isEmpty();
    assertThat(find(tx -> tx.launches().findToken("0A1B"))).isEmpty();
  }

  @Test
  void a_launch_may_have_several_tokens() {
    WorkerToken first = write(tx -> token(tx, "checkout", "01", 1));
    WorkerToken second = new WorkerToken("02", first.launch(), first.task(), 2);
    change(tx -> tx.launches().insertToken(second));
    assertThat(find(tx -> tx.launches().findToken("01"))).contains(first);
    assertThat(find(tx -> tx.launches().findToken("02"))).contains(second);
  }

  @Test
  void refuses_a_second_token_with_the_same_hash() {
    WorkerToken token = write(tx -> token(tx, "here", "0a", 1));
    assertTaken(tx -> token(tx, "there", "0a", 2));
    assertThat(find(tx -> tx.launches().findToken("0a"))).contains(token);
  }

  private static WorkerToken token(Transaction tx, String team, String hash, int epoch) {
    Launch launch = launch(tx, team(tx, team, 1).get(0));
    WorkerToken token = new WorkerToken(hash, launch.id(), task(tx, null).id(), epoch);
    tx.launches().insertToken(token);
    return token;
  }
}
