package dev.hera.store.tck.run;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;

/**
 * The class path of this JVM for processes that tests start again and again, with an archive of the
 * classes that they load: it costs one start and saves almost half of each later one. The JVM
 * archives classes of jars only, so the directories of the class path are put into jars.
 */
public final class ArchivedClasses {
  private static final String CLASS_PATH = System.getProperty("java.class.path");
  private static final long MINUTES = 3;
  private static final List<String> IN_SILENCE = List.of("-Xlog:cds=off", "-Xlog:cds+dynamic=off");

  private ArchivedClasses() {}

  /**
   * Makes an archive in a directory by running a program once. Where the JVM or the program does
   * not make one, there is none.
   *
   * @param jvm the JVM and its options, as for the processes to come
   * @param program the main class and the arguments of a program that loads what they will load,
   *     and ends
   */
  public static void make(Path directory, List<String> jvm, List<String> program)
      throws IOException, InterruptedException {
    Optional<String> jars = jars(directory);
    if (jars.isEmpty()) {
      return;
    }
    Files.writeString(classPath(directory), jars.get());
    List<String> command = new ArrayList<>(jvm);
    command.add("-XX:ArchiveClassesAtExit=" + archive(directory));
    command.addAll(IN_SILENCE);
    command.addAll(List.of("-cp", jars.get()));
    command.addAll(program);
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly().waitFor();
      Files.deleteIfExists(archive(directory));
    }
  }

  /** Options of a JVM: the class path, and the archive if one was made in this directory. */
  public static List<String> options(Path directory) throws IOException {
    if (Files.notExists(archive(directory))) {
      return List.of("-cp", CLASS_PATH);
    }
    List<String> options = new ArrayList<>(List.of("-XX:SharedArchiveFile=" + archive(directory)));
    options.addAll(IN_SILENCE);
    options.addAll(List.of("-cp", Files.readString(classPath(directory))));
    return List.copyOf(options);
  }

  /** Where the archive of this directory is, if there is one. */
  public static Path archive(Path directory) {
    return directory.resolve("classes.jsa");
  }

  private static Path classPath(Path directory) {
    return directory.resolve("class-path");
  }

  /** The class path with a new jar in place of each directory; none where no jar can be made. */
  private static Optional<String> jars(Path directory) {
    Optional<ToolProvider> tool = ToolProvider.findFirst("jar");
    List<String> entries = new ArrayList<>();
    for (String entry : CLASS_PATH.split(File.pathSeparator, -1)) {
      if (!Files.isDirectory(Path.of(entry))) {
        entries.add(entry);
        continue;
      }
      String made = directory.resolve(entries.size() + ".jar").toString();
      PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream());
      if (tool.isEmpty()
          || tool.get().run(nowhere, System.err, "-c0f", made, "-C", entry, ".") != 0) {
        return Optional.empty();
      }
      entries.add(made);
    }
    return Optional.of(String.join(File.pathSeparator, entries));
  }
}
