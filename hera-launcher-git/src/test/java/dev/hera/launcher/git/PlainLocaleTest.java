package dev.hera.launcher.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A host in the C locale, as of a service, a container or a scheduled job. */
@Timeout(180)
class PlainLocaleTest extends LauncherTest {
  /** The letters are given as bytes, because the tests may run in such a locale, too. */
  private static final String BRANCHES =
      """
      b=$(printf 'gr\\303\\266\\303\\237e')
      git branch "other-$b"
      git checkout -q "other-$b"
      git -c user.name=x -c user.email=x commit -q --allow-empty -m other
      git checkout -q -b "$b" main
      git update-ref "refs/remotes/origin/far-$b" main
      git -c user.name=x -c user.email=x commit -q --allow-empty -m own
      """;

  @ParameterizedTest
  @ValueSource(strings = {"true", "git pack-refs --all --prune"})
  void branches_with_letters_that_its_locale_does_not_have_are_found_and_stood_upon(String packed)
      throws Exception {
    Process made =
        new ProcessBuilder("/bin/sh", "-ec", BRANCHES + packed)
            .directory(fixture.repository.directory().toFile())
            .inheritIO()
            .start();
    assertThat(made.waitFor()).isZero();

    assertThat(said().lines())
        .containsExactly(
            "At",
            "1 merged",
            "started",
            "At",
            "1 merged",
            "started",
            "Missing",
            "1 merged",
            "started");
  }

  private String said() throws Exception {
    ProcessBuilder host =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            Fixture.withThisStore(),
            "-cp",
            System.getProperty("java.class.path"),
            PlainHost.class.getName(),
            fixture.state.toString(),
            fixture.repository.directory().toString());
    host.environment().keySet().removeIf(name -> name.startsWith("LC_"));
    host.environment().put("LANG", "C");
    Process process = host.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    assertThat(process.waitFor()).isZero();
    return said;
  }
}
