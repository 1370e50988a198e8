package dev.hera.call;

import dev.hera.role.RoleId;
import dev.hera.vocabulary.Verb;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Calls with an idempotency key that go on after their transaction: a repetition waits for what
 * comes of the first one (V3). Thread-safe.
 */
final class Underway {
  /** The limit of one start: a checkout of a large repository may take as long. */
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final Map<Id, CompletableFuture<VerbAnswer<?>>> calls = new ConcurrentHashMap<>();

  private record Id(RoleId role, Verb verb, String key) {
    static Id of(RoleId role, Call call, String key) {
      return new Id(role, call.verb(), key);
    }
  }

  /** This call is the first one of its key. Called in its transaction, which may run again. */
  void begin(RoleId role, Call call, CompletableFuture<VerbAnswer<?>> outcome) {
    if (call.key() != null) {
      calls.put(Id.of(role, call, call.key()), outcome);
    }
  }

  /** The call is over, whatever came of it. */
  void end(RoleId role, Call call, CompletableFuture<VerbAnswer<?>> outcome) {
    if (call.key() != null) {
      outcome.completeExceptionally(new IllegalStateException("ended without an outcome"));
      calls.remove(Id.of(role, call, call.key()), outcome);
    }
  }

  /** The outcome of the first call with this key; empty when none runs here, or for too long. */
  Optional<VerbAnswer<?>> await(RoleId role, Call call, String key) {
    CompletableFuture<VerbAnswer<?>> first = calls.get(Id.of(role, call, key));
    return Optional.ofNullable(first == null ? null : outcome(first));
  }

  private static @Nullable VerbAnswer<?> outcome(CompletableFuture<VerbAnswer<?>> first) {
    try {
      return first.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (ExecutionException | TimeoutException e) {
      return null;
    }
  }
}
