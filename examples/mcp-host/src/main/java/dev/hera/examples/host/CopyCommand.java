package dev.hera.examples.host;

import dev.hera.error.InvalidArgumentException;
import dev.hera.examples.host.state.Owner;
import dev.hera.examples.host.state.StateFolder;
import dev.hera.examples.host.state.StoreAddress;
import dev.hera.examples.host.terminal.CannotRunException;
import dev.hera.examples.host.terminal.ExitCode;
import dev.hera.host.Host;
import dev.hera.store.jooq.RelationalStore;
import dev.hera.store.jooq.StoreCopy;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hera copy}: moves a stopped store to another place or kind. */
@Command(
    name = "copy",
    description = "Copy a store that no host has open into a new one, and verify the copy.",
    mixinStandardHelpOptions = true)
final class CopyCommand implements Runnable {
  @SuppressWarnings("NullAway.Init")
  @Option(
      names = "--from",
      required = true,
      paramLabel = "KIND:PATH",
      description =
          "the store to copy, sqlite:PATH, h2:PATH or postgres://HOST/DATABASE; only read")
  private String from;

  @SuppressWarnings("NullAway.Init")
  @Option(
      names = "--to",
      required = true,
      paramLabel = "KIND:PATH",
      description = "the new store; refused when it has rows already")
  private String to;

  @SuppressWarnings("NullAway.Init")
  @Mixin
  private StateOptions state;

  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    StoreAddress source = StoreAddress.parse("--from", from);
    StoreAddress target = StoreAddress.parse("--to", to);
    if (!source.exists()) {
      throw CannotRunException.usage("there is no store " + source);
    }
    requireStopped(state.directory(), source);
    PrintWriter out = spec.commandLine().getOut();
    try (RelationalStore old = notInUse(source);
        RelationalStore copy = target.open()) {
      Map<String, Long> rows =
          StoreCopy.copy(old, copy, (table, count) -> out.printf("%,9d %s%n", count, table));
      long all = rows.values().stream().mapToLong(Long::longValue).sum();
      out.printf(
          "Copied and verified: %,d rows, the plans and what their histories give.%n"
              + "From now on: ./hera serve --store %s%n",
          all, target);
    } catch (InvalidArgumentException e) {
      throw new CannotRunException(ExitCode.USAGE, "nothing was copied: " + e.getMessage(), e);
    }
  }

  /**
   * Also a host of another state directory, or of another machine, says in the store that it lives.
   */
  private static RelationalStore notInUse(StoreAddress source) {
    RelationalStore store = source.open();
    Instant now = store.clock().instant();
    Optional<Host> living =
        store.<List<Host>>read(tx -> tx.hosts().list()).stream()
            .filter(host -> host.isAlive(now))
            .findFirst();
    if (living.isPresent()) {
      store.close();
      throw CannotRunException.usage(
          "the host "
              + living.get().name()
              + " has "
              + source
              + " open; stop it first (one that was killed counts as alive until "
              + living.get().aliveUntil()
              + ")");
    }
    return store;
  }

  private static void requireStopped(Path directory, StoreAddress source) {
    try {
      if (Owner.find(directory).isPresent() && StateFolder.lastStore(directory).equals(source)) {
        throw CannotRunException.usage("a host has " + source + " open; stop it first");
      }
    } catch (IOException e) {
      throw new CannotRunException(
          ExitCode.USAGE, "the state directory " + directory + " cannot be read", e);
    }
  }
}
