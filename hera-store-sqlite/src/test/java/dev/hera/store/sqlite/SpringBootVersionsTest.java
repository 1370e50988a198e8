package dev.hera.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hera.Coordinator;
import dev.hera.Hera;
import dev.hera.ThreadLauncher;
import dev.hera.plan.Plan;
import dev.hera.role.Status;
import dev.hera.spi.StoreUnavailableException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The libraries that the dependency management of Spring Boot 4.1.1 sets, on a real class path. */
@Timeout(120)
class SpringBootVersionsTest {
  private static final Path BOOT = Path.of("target", "spring-boot");
  private static final Pattern LIBRARY =
      Pattern.compile(".*[/\\\\](jooq|sqlite-jdbc|HikariCP)-\\d[^/\\\\]*\\.jar");
  private static final int JAVA_OF_NEW_JOOQ = 21;

  @TempDir Path directory;

  @Test
  void all_of_them_run_a_plan_on_a_java_that_has_them() throws Exception {
    Optional<Path> java = newerJava();
    assumeTrue(java.isPresent(), "there is no Java 21 or newer on this machine");
    assertThat(run(java.get(), "jooq", "sqlite-jdbc", "HikariCP")).isEqualTo("complete");
  }

  @Test
  void with_the_property_set_the_others_run_a_plan_here() throws Exception {
    assertThat(run(ownJava(), "sqlite-jdbc", "HikariCP")).isEqualTo("complete");
  }

  @Test
  void a_jooq_that_needs_a_newer_java_is_refused_with_the_property_to_set() throws Exception {
    assumeTrue(Runtime.version().feature() < JAVA_OF_NEW_JOOQ, "this Java runs the newer jOOQ");
    String property = property("jooq.version");
    assertThat(run(ownJava(), "jooq", "sqlite-jdbc", "HikariCP"))
        .startsWith("refused: ")
        .contains("needs Java 21")
        .contains(property);
    assertThat(Files.readString(Path.of("..", "README.md"))).contains(property);
  }

  /** Spring Boot 3.5 and 4.0 set one that is too old. */
  @Test
  void an_old_sqlite_is_refused_with_the_property_to_set() throws Exception {
    assertThatThrownBy(() -> Preparation.checkVersion("3.50.3"))
        .hasMessageContaining("3.50.3 is older than 3.51.3")
        .hasMessageContaining("<sqlite-jdbc.version>");
    String version = property("sqlite.version").replace("sqlite.", "sqlite-jdbc.");
    assertThat(Files.readString(Path.of("..", "README.md"))).contains(version);
  }

  /** A property as it stands in the project's own build. */
  private static String property(String name) throws IOException {
    Matcher found =
        Pattern.compile("<" + name + ">[^<]+</" + name + ">")
            .matcher(Files.readString(Path.of("..", "pom.xml")));
    assertThat(found.find()).isTrue();
    return found.group();
  }

  private static Path ownJava() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  private static Optional<Path> newerJava() throws IOException {
    if (Runtime.version().feature() >= JAVA_OF_NEW_JOOQ) {
      return Optional.of(ownJava());
    }
    Path installed = Path.of("/usr/lib/jvm");
    if (!Files.isDirectory(installed)) {
      return Optional.empty();
    }
    try (Stream<Path> homes = Files.list(installed)) {
      return homes
          .filter(SpringBootVersionsTest::isNewer)
          .map(home -> home.resolve("bin").resolve("java"))
          .filter(Files::isExecutable)
          .findFirst();
    }
  }

  private static boolean isNewer(Path home) {
    try (Stream<String> lines = Files.lines(home.resolve("release"))) {
      return lines
          .map(Pattern.compile("JAVA_VERSION=\"(\\d+).*")::matcher)
          .anyMatch(line -> line.matches() && Integer.parseInt(line.group(1)) >= JAVA_OF_NEW_JOOQ);
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  /** Runs a plan in a process of its own, with these libraries as Spring Boot sets them. */
  private String run(Path java, String... lifted) throws Exception {
    Process process =
        new ProcessBuilder(
                java.toString(),
                "-cp",
                classPath(List.of(lifted)),
                PlanRun.class.getName(),
                directory.resolve("hera.db").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).isZero();
      return said.strip();
    } finally {
      process.destroyForcibly();
    }
  }

  private static String classPath(List<String> lifted) throws IOException {
    try (Stream<Path> jars = Files.list(BOOT)) {
      Stream<String> boot = jars.map(Path::toString).filter(jar -> lifted.contains(libraryOf(jar)));
      Stream<String> own =
          Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
              .filter(jar -> !lifted.contains(libraryOf(jar)));
      return String.join(File.pathSeparator, Stream.concat(boot, own).toList());
    }
  }

  private static String libraryOf(String jar) {
    Matcher library = LIBRARY.matcher(jar);
    return library.matches() ? library.group(1) : "";
  }

  /** Runs a plan of two nodes and says how it went. */
  static final class PlanRun {
    private PlanRun() {}

    public static void main(String[] arguments) throws InterruptedException {
      ThreadLauncher agents = new ThreadLauncher(session -> session.self().report(Status.DONE));
      try (Hera hera =
          Hera.builder(SqliteStore.open(Path.of(arguments[0]))).launcher(agents).build()) {
        Coordinator lead = hera.newOrchestrator("o", "lead");
        lead.submit(Plan.builder().node("a", "a").node("b", "b").after("a").build());
        hera.start();
        System.out.println(
            lead.awaitOutcome(Duration.ofMinutes(1)).isComplete() ? "complete" : "not complete");
      } catch (StoreUnavailableException e) {
        System.out.println("refused: " + e.getMessage());
      }
    }
  }
}
