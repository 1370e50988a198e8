package dev.hera.examples.host;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;

/**
 * The classes that hosts load, in an archive that makes each start of one cheaper, as that of
 * {@code ./hera} does. The JVM archives classes of jars only, so this build's own ones are put into
 * jars. All test processes of one run of the build share an archive; that of an earlier run may
 * have other classes.
 */
final class SharedClasses {
  /** Differs with each run of the build; outside of one, as in an IDE, there is no archive. */
  private static final String RUN = System.getProperty("hera.run", "");

  private static final String CLASS_PATH = System.getProperty("java.class.path");
  private static final long MINUTES = 3;
  private static final List<String> JAVA = RUN.isEmpty() ? plain() : shared();

  private SharedClasses() {}

  /** Options that give a JVM the classes of these tests. */
  static List<String> java() {
    return JAVA;
  }

  private static List<String> plain() {
    return List.of("-cp", CLASS_PATH);
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
    Path classPath = place.resolve("class-path");
    Path archive = place.resolve("classes.jsa");
    if (Files.notExists(run) || !Files.readString(run).equals(RUN)) {
      Files.deleteIfExists(archive);
      Files.writeString(classPath, jars(place));
      make(archive, Files.readString(classPath));
      Files.writeString(run, RUN);
    }
    if (Files.notExists(archive)) {
      return plain();
    }
    return List.of(
        "-XX:SharedArchiveFile=" + archive,
        "-Dhera.archive=" + archive,
        "-Xlog:cds=off",
        "-Xlog:cds+dynamic=off",
        "-cp",
        Files.readString(classPath));
  }

  /** The class path of these tests, with a new jar in place of each directory. */
  private static String jars(Path place) {
    ToolProvider jar = ToolProvider.findFirst("jar").orElseThrow();
    List<String> entries = new ArrayList<>();
    for (String entry : CLASS_PATH.split(File.pathSeparator, -1)) {
      if (Files.isDirectory(Path.of(entry))) {
        String made = place.resolve(entries.size() + ".jar").toString();
        if (jar.run(System.out, System.err, "-c0f", made, "-C", entry, ".") != 0) {
          throw new IllegalStateException("no jar could be made of " + entry);
        }
        entries.add(made);
      } else {
        entries.add(entry);
      }
    }
    return String.join(File.pathSeparator, entries);
  }

  /** Makes it where this JVM can; without one, hosts start as usual. */
  private static void make(Path archive, String classPath)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(HeraProcess.JAVA);
    command.add("-XX:ArchiveClassesAtExit=" + archive);
    command.addAll(List.of("-Xlog:cds=off", "-Xlog:cds+dynamic=off"));
    command.addAll(List.of("-cp", classPath, HeraCommand.class.getName(), "warm-up"));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly().waitFor();
      Files.deleteIfExists(archive);
    }
  }
}
