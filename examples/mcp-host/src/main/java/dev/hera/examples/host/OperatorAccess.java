package dev.hera.examples.host;

import dev.hera.Hera;
import dev.hera.examples.host.operator.Operations;
import dev.hera.examples.host.operator.OrchestratorLine;
import dev.hera.examples.host.operator.OrchestratorTree;
import dev.hera.examples.host.operator.RemoteOperations;
import dev.hera.examples.host.operator.StoreOperations;
import dev.hera.examples.host.state.Owner;
import dev.hera.examples.host.state.StateFolder;
import dev.hera.examples.host.state.StoreAddress;
import dev.hera.examples.host.state.StoreSnapshot;
import dev.hera.examples.host.terminal.CannotRunException;
import dev.hera.examples.host.terminal.ExitCode;
import dev.hera.launcher.git.WorkerRecords;
import dev.hera.spi.HeraStore;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How a command reaches the store of a state directory: through the host that owns the directory,
 * or, when there is none, by opening the store itself, for as long as it then owns the directory. A
 * command that only reads owns nothing: it reads a copy, and stands in no host's way.
 */
record OperatorAccess(Operations operations, Closeable ending) implements Closeable {
  private static final Duration START_LIMIT = Duration.ofSeconds(15);
  private static final long POLL_MILLIS = 50;

  /** Opens a store that has no host. */
  private interface Opener {
    OperatorAccess open(Path state, StoreAddress store);
  }

  /**
   * @param store null for the one that the directory's last host had open
   * @throws CannotRunException when there is no store, or another one than the host's is named
   * @throws dev.hera.spi.StoreUnavailableException when the store cannot be opened
   */
  static OperatorAccess open(Path state, @Nullable StoreAddress store) {
    return open(state, store, OperatorAccess::opened);
  }

  /**
   * The same for what only reads: without a host nothing is locked, migrated or written.
   *
   * @param store null for the one that the directory's last host had open
   */
  static OperatorAccess openToRead(Path state, @Nullable StoreAddress store) {
    return open(state, store, OperatorAccess::copied);
  }

  private static OperatorAccess open(Path state, @Nullable StoreAddress store, Opener opener) {
    try {
      Optional<RunningHost> host = running(state, store);
      return host.isPresent()
          ? new OperatorAccess(host.get().operations(), () -> {})
          : opener.open(state, store == null ? StateFolder.lastStore(state) : store);
    } catch (IOException e) {
      throw unreadable(state, e);
    }
  }

  /**
   * The orchestrator whose name somebody typed, and all nested below it.
   *
   * @throws CannotRunException when there is none of this name
   */
  static List<OrchestratorLine> named(Operations operations, String name) {
    OrchestratorTree tree = new OrchestratorTree(operations.orchestrators());
    List<OrchestratorLine> below = tree.below(name.strip());
    if (below.isEmpty()) {
      throw CannotRunException.usage(
          "there is no active orchestrator " + name.strip() + "; there are " + tree.names());
    }
    return below;
  }

  /**
   * @param store null for whichever it has open
   * @throws CannotRunException when none runs, or it has another store open
   */
  static RunningHost host(Path state, @Nullable StoreAddress store) {
    try {
      return running(state, store)
          .orElseThrow(
              () ->
                  CannotRunException.usage(
                      "no host runs on " + state + "; start one with ./hera serve"));
    } catch (IOException e) {
      throw unreadable(state, e);
    }
  }

  private static Optional<RunningHost> running(Path state, @Nullable StoreAddress store)
      throws IOException {
    Optional<Owner> owner = listening(state);
    if (owner.isEmpty()) {
      return Optional.empty();
    }
    requireStore(owner.get(), StateFolder.lastStore(state), store);
    return Optional.of(
        new RunningHost(URI.create(String.valueOf(owner.get().url())), token(state)));
  }

  private static CannotRunException unreadable(Path state, IOException cause) {
    return new CannotRunException(
        ExitCode.USAGE, "the state directory " + state + " cannot be read", cause);
  }

  /** The operations of a host that listens. */
  static OperatorAccess remote(Path state, Owner owner) throws IOException {
    return new OperatorAccess(
        new RemoteOperations(URI.create(String.valueOf(owner.url())), token(state)), () -> {});
  }

  /** The operator's token of a directory that a host has. */
  static String token(Path state) throws IOException {
    return StateFolder.keptToken(state)
        .orElseThrow(
            () ->
                CannotRunException.usage(
                    "the operator's token is missing in " + state + "; restart the host"));
  }

  /**
   * Refuses another store than the owner has open.
   *
   * @param named the store that is asked for, or null for whichever it is
   */
  static void requireStore(Owner owner, StoreAddress open, @Nullable StoreAddress named) {
    if (named != null && !named.equals(open)) {
      throw CannotRunException.usage(
          owner + " has another store open, " + open + "; leave --store out, or stop it");
    }
  }

  /** The owner of the directory, once it listens. */
  static Optional<Owner> listening(Path state) throws IOException {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    Optional<Owner> owner = Owner.find(state);
    while (owner.isPresent() && owner.get().url() == null) {
      if (System.nanoTime() - deadline > 0) {
        throw CannotRunException.usage(
            owner.get() + " has the state directory " + state + " but does not listen; try again");
      }
      pause();
      owner = Owner.find(state);
    }
    return owner;
  }

  /** Where the host of a directory listens; empty while none does. */
  static Optional<URI> url(Path state) {
    try {
      return Owner.find(state).flatMap(owner -> Optional.ofNullable(owner.url())).map(URI::create);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a host", e);
    }
  }

  private static OperatorAccess opened(Path state, StoreAddress store) {
    StateFolder folder = StateFolder.open(state);
    try {
      return over(requireThere(store).open(), state, folder::close);
    } catch (IOException e) {
      folder.undo();
      throw unreadable(state, e);
    } catch (RuntimeException e) {
      folder.undo();
      throw e;
    }
  }

  private static OperatorAccess copied(Path state, StoreAddress store) {
    requireThere(store);
    try {
      if (!StoreAddress.Kind.OF_FILES.contains(store.kind())) {
        return over(store.openAsIs(), state, () -> {});
      }
      StoreSnapshot snapshot = StoreSnapshot.take(store);
      try {
        return over(snapshot.open(), state, snapshot);
      } catch (IOException | RuntimeException e) {
        snapshot.close();
        throw e;
      }
    } catch (IOException e) {
      throw new CannotRunException(
          ExitCode.STORE, "the store " + store + " cannot be read and copied: " + e, e);
    }
  }

  private static StoreAddress requireThere(StoreAddress store) {
    if (!store.exists()) {
      throw new CannotRunException(
          ExitCode.STORE, "there is no store " + store + "; name the host's with --store");
    }
    return store;
  }

  private static OperatorAccess over(HeraStore store, Path state, Closeable ending)
      throws IOException {
    Hera hera = Hera.builder(store).build();
    return new OperatorAccess(
        new StoreOperations(
            hera, WorkerRecords.of(state), StateFolder.keptHostId(state).orElse(null)),
        () -> {
          hera.close();
          ending.close();
        });
  }

  @Override
  public void close() {
    try {
      ending.close();
    } catch (IOException e) {
      throw new IllegalStateException("the state directory's lock was not given back", e);
    }
  }
}
