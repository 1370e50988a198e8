package dev.hera.store.tck.sim;

import dev.hera.plan.Launch;
import dev.hera.plan.LaunchId;
import dev.hera.plan.LaunchState;
import dev.hera.plan.WorkerToken;
import dev.hera.role.Role;
import dev.hera.spi.HeraStore;
import dev.hera.spi.Launches;
import dev.hera.spi.Transaction;
import dev.hera.store.tck.TamperedStore;
import dev.hera.store.tck.TamperedStore.Call;
import dev.hera.store.tck.TamperedStore.Trick;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Launch protocols that are wrong, each in one way, made of the right one by what it sees. */
final class BrokenProtocols {
  private BrokenProtocols() {}

  /** A protocol whose stores play a trick. */
  static Protocol tampering(String method, Trick trick) {
    return new Protocol() {
      @Override
      public HeraStore store(HeraStore sound, Random random) {
        return new TamperedStore(sound).with(method, trick);
      }
    };
  }

  private static Protocol wrapping(Function<HeraStore, HeraStore> wrapper) {
    return new Protocol() {
      @Override
      public HeraStore store(HeraStore sound, Random random) {
        return wrapper.apply(sound);
      }
    };
  }

  /** Every token is taken for one of the present epoch. */
  static Protocol checksNoEpoch() {
    return tampering("launches.findToken", BrokenProtocols::presentToken);
  }

  private static Object presentToken(Call call) throws Throwable {
    Optional<?> found = (Optional<?>) call.proceed();
    return found.map(
        row -> {
          WorkerToken token = (WorkerToken) row;
          Launch launch = ((Launches) call.target()).find(token.launch()).orElseThrow();
          return new WorkerToken(token.hash(), token.launch(), token.task(), launch.epoch());
        });
  }

  /** A claim decides on the row that was listed, not on the one that is there. */
  static Protocol claimsWhatItSawBefore() {
    return wrapping(
        sound -> {
          Map<LaunchId, Launch> listed = new HashMap<>();
          return new TamperedStore(sound)
              .with("launches.listDue", call -> remembered(listed, call))
              .with(
                  "launches.find",
                  call -> {
                    Launch stale = listed.remove(call.arguments().get(0));
                    return stale == null ? call.proceed() : Optional.of(stale);
                  });
        });
  }

  private static Object remembered(Map<LaunchId, Launch> listed, Call call) throws Throwable {
    List<?> due = (List<?>) call.proceed();
    listed.clear();
    due.stream()
        .map(Launch.class::cast)
        .filter(BrokenProtocols::isOpen)
        .forEach(row -> listed.put(row.id(), row));
    return due;
  }

  /** A claim is known to its gater alone; only the unique live binding keeps two of them apart. */
  static Protocol claimsInItsOwnMemory() {
    return wrapping(
        sound -> {
          Map<LaunchId, Launch> claims = new HashMap<>();
          return new TamperedStore(sound)
              .with("launches.update", call -> claimed(claims, call))
              .with(
                  "launches.find",
                  call -> {
                    Launch own = claims.get(call.arguments().get(0));
                    return own == null ? call.proceed() : Optional.of(own);
                  });
        });
  }

  private static @Nullable Object claimed(Map<LaunchId, Launch> claims, Call call)
      throws Throwable {
    Launch row = (Launch) call.arguments().get(0);
    if (row.owner() != null && (isOpen(row) || row.state() == LaunchState.STARTING)) {
      claims.put(row.id(), row);
      return null;
    }
    claims.computeIfPresent(row.id(), (id, claim) -> row.epoch() < claim.epoch() ? claim : null);
    return call.proceed();
  }

  private static boolean isOpen(Launch row) {
    return LaunchState.OPEN.contains(row.state());
  }

  /** Starts that a gater left are found by nobody. */
  static Protocol looksAfterNoUnfinishedStart() {
    return tampering(
        "launches.listDue",
        call ->
            ((Collection<?>) call.arguments().get(0)).contains(LaunchState.STARTING)
                ? List.of()
                : call.proceed());
  }

  /** One write in fifty is answered and forgotten. */
  static Protocol losesWrites() {
    return new Protocol() {
      @Override
      public HeraStore store(HeraStore sound, Random random) {
        return new Wrapped(sound) {
          @Override
          public <T> T write(Function<Transaction, T> work) {
            return random.nextInt(50) == 0 ? inVain(sound, work) : sound.write(work);
          }
        };
      }
    };
  }

  /** A node is released in a transaction of its own, after the one that made it ready. */
  static Protocol releasesLater() {
    return wrapping(ReleasesLater::new);
  }

  private static final class ReleasesLater extends Wrapped {
    ReleasesLater(HeraStore sound) {
      super(sound);
    }

    @Override
    public <T> T write(Function<Transaction, T> work) {
      List<Launch> released = new ArrayList<>();
      T answer =
          new TamperedStore(sound)
              .with(
                  "launches.insert",
                  call -> {
                    ((Collection<?>) call.arguments().get(0))
                        .forEach(row -> released.add((Launch) row));
                    return null;
                  })
              .write(work);
      if (!released.isEmpty()) {
        sound.write(
            tx -> {
              tx.launches().insert(released);
              return true;
            });
      }
      return answer;
    }
  }

  /** The worker is started first, and what was started is recorded then. */
  static Protocol startsAndThenRecords() {
    return wrapping(sound -> new AnswersFirst(sound, "launches.insertToken", Object.class));
  }

  /** A report is answered, and everybody told, before it is committed. */
  static Protocol tellsBeforeItCommits() {
    return wrapping(sound -> new AnswersFirst(sound, "roles.update", Role.class));
  }

  /** Commits the writes that call one method only at the next call of the store. */
  private static final class AnswersFirst extends Wrapped {
    private static final List<String> CHANGES =
        List.of(
            "orchestrators.insert",
            "orchestrators.update",
            "roles.insert",
            "roles.update",
            "edges.insert",
            "edges.delete",
            "answers.insert",
            "tasks.insert",
            "tasks.update",
            "bindings.insert",
            "bindings.update",
            "gates.insert",
            "gates.update",
            "launches.insert",
            "launches.update",
            "launches.insertToken",
            "holds.insert",
            "holds.update",
            "messages.insert",
            "messages.markRead",
            "events.append");

    private final String which;
    private final Class<?> argument;
    private final List<Change> open = new ArrayList<>();

    AnswersFirst(HeraStore sound, String which, Class<?> argument) {
      super(sound);
      this.which = which;
      this.argument = argument;
    }

    private record Change(String part, Call call) {}

    @Override
    public <T> T read(Function<Transaction, T> work) {
      commit();
      return sound.read(work);
    }

    @Override
    public <T> T write(Function<Transaction, T> work) {
      commit();
      List<Change> changes = new ArrayList<>();
      TamperedStore recording = new TamperedStore(sound);
      CHANGES.forEach(name -> recording.with(name, call -> record(changes, name, call)));
      T answer = inVain(recording, work);
      open.addAll(changes);
      if (changes.stream().noneMatch(this::isTheOne)) {
        commit();
      }
      return answer;
    }

    private boolean isTheOne(Change change) {
      return change.part().equals(which) && argument.isInstance(change.call().arguments().get(0));
    }

    private static Object record(List<Change> changes, String name, Call call) throws Throwable {
      changes.add(new Change(name, call));
      return call.proceed();
    }

    private void commit() {
      if (open.isEmpty()) {
        return;
      }
      List<Change> changes = List.copyOf(open);
      open.clear();
      sound.write(
          tx -> {
            changes.forEach(change -> replay(tx, change));
            return true;
          });
    }

    private static void replay(Transaction tx, Change change) {
      try {
        String part = change.part().substring(0, change.part().indexOf('.'));
        Object target = Transaction.class.getMethod(part).invoke(tx);
        change.call().method().invoke(target, change.call().arguments().toArray());
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("could not be committed later: " + change.part(), e);
      }
    }
  }

  private static <T> T inVain(HeraStore store, Function<Transaction, T> work) {
    List<T> answer = new ArrayList<>();
    try {
      store.write(
          tx -> {
            answer.add(work.apply(tx));
            throw new RolledBack();
          });
    } catch (RolledBack meant) {
      return answer.get(0);
    }
    throw new AssertionError("the store committed what failed");
  }

  private static final class RolledBack extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** A store around another one. */
  private abstract static class Wrapped implements HeraStore {
    final HeraStore sound;

    Wrapped(HeraStore sound) {
      this.sound = sound;
    }

    @Override
    public <T> T read(Function<Transaction, T> work) {
      return sound.read(work);
    }

    @Override
    public void close() {
      sound.close();
    }
  }
}
