package dev.hera.examples.host;

import dev.hera.store.tck.run.ArchivedClasses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The classes that hosts load, in an archive that makes each start of one cheaper, as that of
 * {@code ./hera} does. All test processes of one run of the build share an archive; that of an
 * earlier run may have other classes.
 */
final class SharedClasses {
  /** Differs with each run of the build; outside of one, as in an IDE, there is no archive. */
  private static final String RUN = System.getProperty("hera.run", "");

  private static final List<String> JAVA = RUN.isEmpty() ? plain() : shared();

  private SharedClasses() {}

  /** Options that give a JVM the classes of these tests. */
  static List<String> java() {
    return JAVA;
  }

  private static List<String> plain() {
    return List.of("-cp", System.getProperty("java.class.path"));
  }

  private static List<String> shared() {
    Path place = Path.of("target", "shared-classes").toAbsolutePath();
    try {
      Files.createDirectories(place);
      try (FileChannel channel = lockFile(place)) {
        channel.lock();
        return shared(place);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while classes were archived", e);
    }
  }

  private static FileChannel lockFile(Path place) throws IOException {
    return FileChannel.open(
        place.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static List<String> shared(Path place) throws IOException, InterruptedException {
    Path run = place.resolve("run");
    Path archive = ArchivedClasses.archive(place);
    if (Files.notExists(run) || !Files.readString(run).equals(RUN)) {
      Files.deleteIfExists(archive);
      List<String> warmUp = List.of(HeraCommand.class.getName(), "warm-up");
      ArchivedClasses.make(place, HeraProcess.JAVA, warmUp);
      Files.writeString(run, RUN);
    }
    List<String> options = new ArrayList<>();
    if (Files.exists(archive)) {
      options.add("-Dhera.archive=" + archive);
    }
    options.addAll(ArchivedClasses.options(place));
    return List.copyOf(options);
  }
}
