package dev.hera.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of changes that are asked for together when something throws an error. */
@Timeout(60)
class TogetherTest {
  private final UnitsOfWork units = BareUnits.inMemory();
  private final CountDownLatch gathered = new CountDownLatch(1);

  @AfterEach
  void close() {
    units.close();
  }

  /** Changes that wait for {@link #gathered}, and of which those named "bad" fail. */
  private Together<String, String> together(BiConsumer<UnitOfWork, List<String>> reading) {
    return new Together<>(
        units,
        reading,
        (unit, asked) -> {
          await(gathered);
          if (asked.equals("bad")) {
            throw new StackOverflowError(asked);
          }
          return asked + "!";
        });
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks on a thread of its own, and returns when that waits. */
  private CompletableFuture<String> asks(Together<String, String> together, String what) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                answer.complete(together.carryOut(what));
              } catch (Throwable e) {
                answer.completeExceptionally(e);
              }
            });
    caller.setDaemon(true);
    caller.start();
    while (caller.getState() == Thread.State.NEW || caller.getState() == Thread.State.RUNNABLE) {
      Thread.onSpinWait();
    }
    return answer;
  }

  private void answersAllButTheBad(Together<String, String> together) throws Exception {
    CompletableFuture<String> leader = asks(together, "leader");
    CompletableFuture<String> good = asks(together, "good");
    CompletableFuture<String> bad = asks(together, "bad");
    CompletableFuture<String> last = asks(together, "last");
    gathered.countDown();

    assertThat(leader.get(30, TimeUnit.SECONDS)).isEqualTo("leader!");
    assertThat(good.get(30, TimeUnit.SECONDS)).isEqualTo("good!");
    assertThat(last.get(30, TimeUnit.SECONDS)).isEqualTo("last!");
    assertThatThrownBy(() -> bad.get(30, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(StackOverflowError.class);
    assertThat(together.carryOut("later")).isEqualTo("later!");
  }

  @Test
  void an_error_in_one_of_them_fails_that_one() throws Exception {
    answersAllButTheBad(together((unit, asked) -> {}));
  }

  @Test
  void an_error_in_what_is_read_for_several_fails_none() throws Exception {
    answersAllButTheBad(
        together(
            (unit, asked) -> {
              throw new NoClassDefFoundError("reading");
            }));
  }
}
