package dev.hera.store.tck.chapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hera.spi.IdKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where ids come from. */
public abstract class IdsChapter extends Chapter {
  public IdsChapter(StoreUnderTest tested) {
    super(tested);
  }

  @Test
  void the_first_id_of_every_kind_is_at_least_one() {
    for (IdKind kind : IdKind.values()) {
      assertThat(take(kind, 1)).as(kind.name()).isPositive();
    }
  }

  @Test
  void refuses_to_take_less_than_one_id() {
    long before = write(tx -> tx.takeIds(IdKind.ROLE, 1));
    for (int count : List.of(0, -1, Integer.MIN_VALUE)) {
      assertThatThrownBy(() -> change(tx -> tx.takeIds(IdKind.ROLE, count)))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(this.<Long>write(tx -> tx.takeIds(IdKind.ROLE, 1))).isGreaterThan(before);
  }

  @Test
  void ids_increase_within_a_transaction() {
    for (IdKind kind : IdKind.values()) {
      long[] taken =
          write(tx -> new long[] {tx.takeIds(kind, 1), tx.takeIds(kind, 1), tx.takeIds(kind, 1)});
      assertThat(taken).as(kind.name()).isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  void ids_taken_together_are_not_given_again() {
    for (IdKind kind : IdKind.values()) {
      long first = take(kind, 1000);
      assertThat(take(kind, 1)).as(kind.name()).isGreaterThanOrEqualTo(first + 1000);
    }
  }

  @Test
  void ids_taken_together_are_not_given_again_in_the_same_transaction() {
    long[] taken =
        write(tx -> new long[] {tx.takeIds(IdKind.ROLE, 10), tx.takeIds(IdKind.ROLE, 1)});
    assertThat(taken[1]).isGreaterThanOrEqualTo(taken[0] + 10);
  }

  @Test
  void ids_after_a_rollback_are_greater_than_every_committed_one() {
    long committed = take(IdKind.ROLE, 10) + 9;
    IllegalArgumentException refusal = new IllegalArgumentException("roll back");
    assertThatThrownBy(
            () ->
                change(
                    tx -> {
                      tx.takeIds(IdKind.ROLE, 10);
                      throw refusal;
                    }))
        .isSameAs(refusal);
    assertThat(take(IdKind.ROLE, 1)).isGreaterThan(committed);
  }

  @Test
  void ids_that_no_row_carries_are_not_given_again_after_a_reopen() {
    assumeTrue(tested.survivesClosing());
    for (IdKind kind : IdKind.values()) {
      long last = take(kind, 10) + 9;
      tested.reopen();
      assertThat(take(kind, 1)).as(kind.name()).isGreaterThan(last);
    }
  }

  private long take(IdKind kind, int count) {
    return write(tx -> tx.takeIds(kind, count));
  }
}
