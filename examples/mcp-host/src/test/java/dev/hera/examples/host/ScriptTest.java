package dev.hera.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code ./hera}, with a small jar in place of the host's. */
@Timeout(120)
class ScriptTest {
  private static final String NOTICE = "hera: preparing quick starts (once)";

  @TempDir Path root;
  private Path script;
  private Path target;
  private Path jar;

  /** What the jar runs. */
  static final class Echo {
    private Echo() {}

    public static void main(String[] arguments) {
      System.out.println("echo " + String.join("|", arguments));
    }
  }

  @BeforeEach
  void lay() throws IOException {
    script = root.resolve("hera");
    Files.copy(Path.of("../../hera").toAbsolutePath(), script, StandardCopyOption.COPY_ATTRIBUTES);
    target = Files.createDirectories(root.resolve("examples/mcp-host/target"));
    jar = target.resolve("hera-host.jar");
    pack();
  }

  private void pack() throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Echo.class.getName());
    String name = Echo.class.getName().replace('.', '/') + ".class";
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream packed = new JarOutputStream(out, manifest)) {
      packed.putNextEntry(new JarEntry(name));
      packed.write(ScriptTest.class.getClassLoader().getResourceAsStream(name).readAllBytes());
    }
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().minusSeconds(60)));
  }

  private record Ran(int code, List<String> output, List<String> errors) {}

  private Ran run(String options, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(root.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("JDK_JAVA_OPTIONS", options);
    builder.redirectInput(Path.of("/dev/null").toFile());
    Process process = builder.start();
    Lines output = new Lines(process.getInputStream());
    Lines errors = new Lines(process.getErrorStream());
    return new Ran(
        process.waitFor(),
        output.all(),
        errors.all().stream().filter(line -> !line.startsWith("NOTE: Picked up")).toList());
  }

  private void runsQuietly() throws Exception {
    Ran ran = run("", "a b", "--c");
    assertThat(ran.code()).isZero();
    assertThat(ran.output()).containsExactly("echo a b|--c");
    assertThat(ran.errors()).isEmpty();
  }

  private boolean usesArchive() throws Exception {
    Ran ran = run("-Xlog:class+load:file=" + root.resolve("loaded"), "x");
    assertThat(ran.output()).containsExactly("echo x");
    return Files.readAllLines(root.resolve("loaded")).stream()
        .anyMatch(line -> line.contains(Echo.class.getName()) && line.contains("shared objects"));
  }

  private List<Path> archives() throws IOException {
    try (Stream<Path> files = Files.list(target)) {
      return files.filter(file -> file.toString().endsWith(".jsa")).toList();
    }
  }

  @Test
  void makes_an_archive_of_classes_once_and_uses_it() throws Exception {
    Ran first = run("", "first");
    assertThat(first.output()).containsExactly("echo first");
    assertThat(first.errors()).containsExactly(NOTICE);
    assertThat(archives()).hasSize(1);

    runsQuietly();
    assertThat(usesArchive()).isTrue();
  }

  @Test
  void makes_it_again_for_another_jar_or_when_it_is_damaged() throws Exception {
    run("", "first");
    Path archive = archives().get(0);
    try (FileChannel channel = FileChannel.open(writable(archive), StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() / 2);
    }
    assertThat(run("", "x").errors()).containsExactly(NOTICE);
    assertThat(usesArchive()).isTrue();

    Files.setLastModifiedTime(noted(archive), FileTime.from(Instant.now().minusSeconds(30)));
    pack();
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().minusSeconds(10)));
    Ran changed = run("", "x");
    assertThat(changed.output()).containsExactly("echo x");
    assertThat(changed.errors()).containsExactly(NOTICE);
    assertThat(usesArchive()).isTrue();
  }

  /** The file that has the archive's size. */
  private static Path noted(Path archive) {
    return archive.resolveSibling(archive.getFileName() + ".size");
  }

  private static Path writable(Path file) {
    assertThat(file.toFile().setWritable(true)).isTrue();
    return file;
  }

  @Test
  void runs_without_one_when_it_cannot_be_had_or_does_not_fit() throws Exception {
    run("", "first");
    Path archive = archives().get(0);
    Files.write(writable(archive), "no archive".getBytes(StandardCharsets.UTF_8));
    Files.writeString(noted(archive), "10\n");
    runsQuietly();
    Files.writeString(noted(archive), "none\n");
    runsQuietly();
    Ran other = run("-XX:+UseParallelGC", "x");
    assertThat(other.code()).isZero();
    assertThat(other.output()).containsExactly("echo x");
    assertThat(other.errors()).isEmpty();
  }
}
