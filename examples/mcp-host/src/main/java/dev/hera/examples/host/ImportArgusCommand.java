package dev.hera.examples.host;

import dev.hera.error.InvalidArgumentException;
import dev.hera.examples.host.state.StoreAddress;
import dev.hera.examples.host.terminal.CannotRunException;
import dev.hera.examples.host.terminal.ExitCode;
import dev.hera.imports.argus.ArgusImport;
import dev.hera.store.sqlite.SqliteStore;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hera import-argus}: takes over what argus kept. */
@Command(
    name = "import-argus",
    description = "Take the orchestrators of an argus database over into a new Hera database.",
    mixinStandardHelpOptions = true)
final class ImportArgusCommand implements Runnable {
  @SuppressWarnings("NullAway.Init")
  @Parameters(
      paramLabel = "FILE",
      description = "the argus database, for instance ~/.argus/data.sql; it is only read")
  private Path file;

  @SuppressWarnings("NullAway.Init")
  @Option(
      names = "--into",
      required = true,
      paramLabel = "sqlite:PATH",
      description = "the Hera database, new or without orchestrators; nothing is started by this")
  private String into;

  @Override
  public void run() {
    String kind = StoreAddress.Kind.SQLITE.name().toLowerCase(Locale.ROOT) + ":";
    if (!into.startsWith(kind) || into.equals(kind)) {
      throw CannotRunException.usage("--into needs sqlite:PATH, for instance sqlite:hera.db");
    }
    Path target = StoreAddress.parse("--into", into).file();
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    try {
      ArgusImport argus = ArgusImport.read(file);
      try (SqliteStore store = SqliteStore.open(target)) {
        out.print(argus.into(store).text());
      }
      out.flush();
    } catch (InvalidArgumentException e) {
      throw new CannotRunException(ExitCode.USAGE, "nothing was imported: " + e.getMessage(), e);
    }
  }
}
