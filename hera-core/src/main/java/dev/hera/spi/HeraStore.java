package dev.hera.spi;

import java.time.InstantSource;
import java.util.function.Function;

/**
 * Keeps all that Hera knows. A store stores: it decides no outcome, finds no cycle, reads no clock
 * and throws no business error.
 *
 * <p>Thread-safe. Transactions that write are serialised: each sees everything that was committed
 * before it began, and no other one runs until it ends. Transactions that only read see one
 * snapshot, taken when they began, and never wait for a writer longer than its commit takes.
 * Several reads run at the same time; how many before others wait for them is the store's to say.
 *
 * <p>A transaction begun inside another one on the same thread fails at once with {@link
 * IllegalStateException}, and so does closing the store there. An exception of the work, an error
 * too, passes through unchanged and rolls everything back. When the store itself fails, {@link
 * dev.hera.spi.StoreUnavailableException} is thrown and nothing of the work took effect, unless its
 * message says of a commit that this is not known. Once a change failed, the transaction cannot
 * commit, even if the work goes on: {@link #write} then throws an unchecked exception, and whatever
 * the transaction is asked in between may fail with {@link IllegalStateException}. A closed store
 * refuses with {@link IllegalStateException}. A caller whose thread is interrupted may be refused,
 * wholly; others must not notice.
 */
public interface HeraStore extends AutoCloseable {

  /**
   * Runs {@code work} on one snapshot. Changing anything in it fails with {@link
   * IllegalStateException}.
   */
  <T> T read(Function<Transaction, T> work);

  /**
   * Runs {@code work} in one transaction and returns after it is as durable as this store promises.
   *
   * @param work may be run more than once, each time on a state without the effects of the earlier
   *     runs, and on another caller's thread; it must have no side effects outside the transaction
   *     but those that a repetition replaces, use no thread-local state, and not wait, since all
   *     other writers wait for it
   */
  <T> T write(Function<Transaction, T> work);

  /**
   * Has {@code onForeignCommit} called, on a thread of the store's, soon after another process or
   * another store committed to the same database; a call too many does no harm. A store that nobody
   * else can open need not do anything, as by default. To be called at most once in the life of a
   * store and outside of transactions; its calls end with {@link #close}.
   */
  default void watch(Runnable onForeignCommit) {}

  /**
   * The clock of all that share this database, for a Hera that is given no other one. A store whose
   * database is a server's gives that one's time, so that what hosts with different clocks write
   * can be compared. Asked at any time, and answers at once. By default the system's.
   */
  default InstantSource clock() {
    return InstantSource.system();
  }

  /** Waits for running transactions and frees everything; a second call does nothing. */
  @Override
  void close();
}
