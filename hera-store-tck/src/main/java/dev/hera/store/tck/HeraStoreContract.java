package dev.hera.store.tck;

import dev.hera.spi.HeraStore;
import dev.hera.store.tck.chapter.CapacityChapter;
import dev.hera.store.tck.chapter.ClosingChapter;
import dev.hera.store.tck.chapter.CommitsChapter;
import dev.hera.store.tck.chapter.InterruptsChapter;
import dev.hera.store.tck.chapter.KillsChapter;
import dev.hera.store.tck.chapter.ModeChapter;
import dev.hera.store.tck.chapter.RacesChapter;
import dev.hera.store.tck.chapter.ResourcesChapter;
import dev.hera.store.tck.chapter.ThreadsChapter;
import dev.hera.store.tck.chapter.TransactionBoundsChapter;
import dev.hera.store.tck.chapter.TransactionsChapter;
import dev.hera.store.tck.definition.DefinitionsChapter;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The contract of {@link HeraStore} as tests. The author of a store extends this class, says how a
 * store is opened, and runs it with JUnit:
 *
 * <pre>{@code
 * class MyStoreTest extends HeraStoreContract {
 *   @Override
 *   protected HeraStore open(Path directory) {
 *     return MyStore.open(directory.resolve("hera.db"));
 *   }
 * }
 * }</pre>
 *
 * <p>Beyond what the SPI says, these points are part of the contract:
 *
 * <ul>
 *   <li>Texts are compared exactly: case, blanks at the end and the form of accents matter. An
 *       empty text is not null. Well-formed Unicode comes back unchanged, NUL included; half a
 *       surrogate pair is never given to a store.
 *   <li>Instants come back exactly when they are whole milliseconds; others are never given.
 *   <li>A transaction that is used after its work ended, or on another thread, fails with {@link
 *       IllegalStateException}.
 *   <li>Works of a write that come at the same time may run one after the other on one thread. Some
 *       tests let a work wait for another thread, each for a bounded time only.
 *   <li>A thread that is interrupted may be refused, wholly, and does no harm to others.
 * </ul>
 *
 * <p>Each test has a store and a directory of its own. At the end one line says what ran.
 */
@ExtendWith(Report.class)
@Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
public abstract class HeraStoreContract extends TableContract {
  @Nested
  class Transactions extends TransactionsChapter {
    Transactions() {
      super(HeraStoreContract.this.tested);
    }
  }

  @Nested
  class TransactionBounds extends TransactionBoundsChapter {
    TransactionBounds() {
      super(HeraStoreContract.this.tested);
    }
  }

  @Nested
  class Threads extends ThreadsChapter {
    Threads() {
      super(HeraStoreContract.this.tested);
    }
  }

  @Nested
  class Races extends RacesChapter {
    Races() {
      super(HeraStoreContract.this.tested);
    }
  }

  @Nested
  class Interrupts extends InterruptsChapter {
    Interrupts() {
      super(HeraStoreContract.this.tested);
    }
  }

  @Nested
  class Commits extends CommitsChapter {
    Commits() {
      super(HeraStoreContract.this.tested);
    }
  }

  @Nested
  class Kills extends KillsChapter {
    Kills() {
      super(HeraStoreContract.this.tested);
    }
  }

  @Nested
  class Closing extends ClosingChapter {
    Closing() {
      super(HeraStoreContract.this.tested);
    }
  }

  @Nested
  class Resources extends ResourcesChapter {
    Resources() {
      super(HeraStoreContract.this.tested);
    }
  }

  @Nested
  class Mode extends ModeChapter {
    Mode() {
      super(HeraStoreContract.this.tested);
    }
  }

  @Nested
  class Definitions extends DefinitionsChapter {
    Definitions() {
      super(HeraStoreContract.this.tested);
    }
  }

  @Nested
  class Capacity extends CapacityChapter {
    Capacity() {
      super(HeraStoreContract.this.tested);
    }
  }
}
