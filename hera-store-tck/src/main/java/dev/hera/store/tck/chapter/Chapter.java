package dev.hera.store.tck.chapter;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.spi.HeraStore;
import dev.hera.spi.Transaction;
import dev.hera.spi.UniquenessException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** A part of the contract; its tests run on the store that the contract opened for each of them. */
public abstract class Chapter {
  public final StoreUnderTest tested;

  public Chapter(StoreUnderTest tested) {
    this.tested = tested;
  }

  public final HeraStore store() {
    return tested.store();
  }

  public final <T> T read(Function<Transaction, T> work) {
    return store().read(work);
  }

  public final <T> Optional<T> find(Function<Transaction, Optional<T>> work) {
    return read(work);
  }

  public final <T> List<T> list(Function<Transaction, List<T>> work) {
    return read(work);
  }

  public final int count(Function<Transaction, Integer> work) {
    return read(work);
  }

  public final boolean holds(Function<Transaction, Boolean> work) {
    return read(work);
  }

  public final <T> T write(Function<Transaction, T> work) {
    return store().write(work);
  }

  public final void change(Consumer<Transaction> work) {
    store()
        .write(
            transaction -> {
              work.accept(transaction);
              return true;
            });
  }

  /** Asserts that a uniqueness rule refuses the work. */
  public final void assertTaken(Consumer<Transaction> work) {
    assertThatThrownBy(() -> change(work)).isInstanceOf(UniquenessException.class);
  }

  /** Asserts that the store refuses the work as a wrong use of it. */
  public final void assertMisuse(Consumer<Transaction> work) {
    assertThatThrownBy(() -> change(work)).isInstanceOf(IllegalStateException.class);
  }
}
