package dev.hera.launcher.git;

import static dev.hera.launcher.git.Fixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.launcher.git.repository.Worktree;
import dev.hera.spi.launcher.LaunchException;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.spi.launcher.Placement;
import dev.hera.spi.launcher.Workplace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every way in which a repository's own configuration has git run a command: a plain git runs it,
 * and whatever the launcher does in that repository does not (H2).
 */
@Timeout(180)
class RepositoryCommandsTest extends LauncherTest {
  private static final String UNKNOWN = "0123456789012345678901234567890123456789";

  private Path ran;
  private Path program;

  @BeforeEach
  void bait() throws Exception {
    ran = fixture.directory.resolve("ran");
    program = executable("program", "touch '" + ran + "'\n");
  }

  private Path executable(String name, String script) throws Exception {
    Path file = fixture.directory.resolve(name);
    GitRepository.write(file, "#!/bin/sh\n" + script);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** A git that nothing is kept from, as a person runs it. */
  private static void plain(Path directory, String script) throws Exception {
    ProcessBuilder shell =
        new ProcessBuilder("/bin/sh", "-c", script).directory(directory.toFile());
    shell.environment().put("GIT_TERMINAL_PROMPT", "0");
    shell.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    Fixture.bounded(() -> shell.start().waitFor());
  }

  private String filledIn(String text) {
    return text.replace("RAN", ran.toString()).replace("PROGRAM", program.toString());
  }

  private void configure(Path repository, String settings) throws Exception {
    for (String setting : filledIn(settings).split(" & ", -1)) {
      int equals = setting.indexOf(" = ");
      plain(
          repository,
          "git config '%s' '%s'"
              .formatted(setting.substring(0, equals), setting.substring(equals + 3)));
    }
  }

  private void assertBaitWorks(Path directory, String script) throws Exception {
    plain(directory, script);
    assertThat(ran).exists();
    Files.delete(ran);
  }

  /** All that the launcher does in a repository; whether it comes to its end does not matter. */
  private void launch(Path repository) throws Exception {
    GitLauncher launcher =
        fixture.launcher(
            "/bin/true",
            builder -> builder.project(Project.of("bait", repository)).fanIn(FanIn.MERGE));
    LaunchRequest request =
        Fixture.in(
            "bait",
            request(1, "a", 1, "left", List.of(new LaunchRequest.BlockerBranch("r", "right")), ""));
    try {
      Placement placement = launcher.place(request);
      launcher.prepare(request, placement);
      launcher.start(request, placement, Fixture.TOKEN);
      fixture.nextEnd();
      Path worktree = Path.of(Objects.requireNonNull(placement.worktree()));
      GitRepository.write(worktree.resolve("a.txt"), "LEFT\n2\n3\n4\nright\n");
      launcher.look(
          new Workplace(
              "bait", placement.worktree(), placement.branch(), "main", request.key(), true));
    } catch (LaunchException e) {
      assertThat(e).hasMessageContaining("git");
    }
    launcher.findBase("bait", UNKNOWN);
    BranchChanges.between(repository, "left", "right");
    LaunchCleanup.of(fixture.state).remove(request.key(), List.of("main"));
  }

  private void commits() {
    GitRepository repository = fixture.repository;
    repository.commit(".gitattributes", "*.txt filter=x merge=x diff=x\n");
    repository.commit("a.txt", "1\n2\n3\n4\n5\n");
    repository.branch("left", "main", "a.txt", "left\n2\n3\n4\n5\n");
    repository.branch("right", "main", "a.txt", "1\n2\n3\n4\nright\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          filter.x.smudge = touch RAN; cat                | git checkout left
          filter.x.clean = touch RAN; cat                 | echo x > a.txt; git add a.txt
          filter.x.process = touch RAN; cat               | git checkout left
          merge.x.driver = touch RAN                      | git checkout left; git merge right
          core.fsmonitor = PROGRAM                        | git status
          core.hooksPath = HOOKS                          | git checkout left
          diff.external = PROGRAM                         | git diff left right
          diff.x.command = PROGRAM                        | git diff left right
          diff.x.textconv = touch RAN; cat                | git diff left right
          commit.gpgSign = true & gpg.program = PROGRAM   | git commit --allow-empty -m x
          core.editor = PROGRAM                           | git commit --allow-empty
          """)
  void no_command_for_files_is_run(String settings, String script) throws Exception {
    commits();
    Path hooks = Files.createDirectory(fixture.directory.resolve("hooks"));
    for (String hook : List.of("post-checkout", "reference-transaction", "post-index-change")) {
      Files.copy(program, hooks.resolve(hook));
    }
    Path bait = fixture.directory.resolve("bait");
    fixture.repository.git("worktree", "prune");
    plain(fixture.directory, "cp -a repository bait");
    plain(bait, "git config user.name x; git config user.email x");
    configure(bait, settings.replace("HOOKS", hooks.toString()));
    plain(fixture.directory, "cp -a bait plain");
    assertBaitWorks(fixture.directory.resolve("plain"), script);

    launch(bait);

    assertThat(ran).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          remote.origin.url = ext::sh -c touch% RAN & protocol.ext.allow = always
          remote.origin.url = ext::sh -c touch% RAN & protocol.allow = always
          url.ext::sh -c touch% RAN .insteadOf = file: & protocol.ext.allow = always
          remote.origin.vcs = ext & remote.origin.url = sh -c touch% RAN & protocol.ext.allow = always
          remote.origin.uploadpack = touch RAN; git-upload-pack
          core.alternateRefsCommand = touch RAN; true
          remote.origin.url = ssh://localhost/x & core.sshCommand = touch RAN; false
          remote.origin.url = ssh://localhost/x & include.path = INCLUDED
          remote.origin.url = git://localhost:1/x & core.gitProxy = PROGRAM
          remote.origin.url = HTTP & credential.helper = !touch RAN
          remote.origin.url = HTTP & credential.HTTP.helper = PROGRAM
          remote.origin.url = HTTP & core.askPass = PROGRAM
          """)
  void no_command_for_connections_is_run_where_objects_have_to_be_fetched(String settings)
      throws Exception {
    commits();
    plain(
        fixture.directory,
        """
        git -C repository config uploadpack.allowFilter true
        git -C repository config uploadpack.allowAnySHA1InWant true
        git clone -q --no-checkout --filter=blob:none "file://$PWD/repository" bait
        git -C bait branch left origin/left
        git -C bait branch right origin/right
        git init -q alternate
        echo "$PWD/alternate/.git/objects" > bait/.git/objects/info/alternates
        """);
    Path bait = fixture.directory.resolve("bait");
    Path included = fixture.directory.resolve("included");
    GitRepository.write(included, filledIn("[core]\nsshCommand = \"touch RAN; false\"\n"));
    try (Unauthorized server = new Unauthorized()) {
      configure(
          bait, settings.replace("INCLUDED", included.toString()).replace("HTTP", server.url()));
      assertBaitWorks(bait, "git cat-file blob left:a.txt");

      launch(bait);

      assertThat(ran).doesNotExist();
    }
  }

  @Test
  void no_command_that_a_worker_gave_a_submodule_is_run_by_a_look() throws Exception {
    GitRepository library = GitRepository.create(fixture.directory.resolve("library"));
    library.commit(".gitattributes", "*.txt filter=x\n");
    library.commit("b.txt", "b\n");
    fixture.repository.git("submodule", "--quiet", "add", library.directory().toString(), "lib");
    fixture.repository.git("commit", "--quiet", "-m", "submodule");
    String command = "touch '" + ran + "'; cat";
    Placement placement =
        Fixture.start(
            fixture.launcher(
                fixture.script(
                    "cd lib && git config filter.x.clean \"" + command + "\" && echo x > b.txt")),
            request(1, "a"));
    fixture.nextEnd();
    Path worktree = Path.of(Objects.requireNonNull(placement.worktree()));

    assertThat(new Worktree(worktree).countUncommitted()).isEqualTo(1);

    assertThat(ran).doesNotExist();
    assertBaitWorks(worktree, "git status");
  }

  /** A server that lets nobody in, so that git asks for a password. */
  private static final class Unauthorized implements AutoCloseable {
    private static final byte[] ANSWER =
        """
        HTTP/1.1 401 Unauthorized\r
        WWW-Authenticate: Basic realm="x"\r
        Content-Length: 0\r
        Connection: close\r
        \r
        """
            .getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> open = new ArrayList<>();

    Unauthorized() throws IOException {
      Thread thread = new Thread(this::serve, "unauthorized");
      thread.setDaemon(true);
      thread.start();
    }

    String url() {
      return "http://127.0.0.1:" + server.getLocalPort() + "/x";
    }

    private void serve() {
      try {
        while (true) {
          Socket socket = server.accept();
          open.add(socket);
          socket.getInputStream().read(new byte[8192]);
          socket.getOutputStream().write(ANSWER);
          socket.shutdownOutput();
        }
      } catch (IOException e) {
        // It was closed.
        return;
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
      for (Socket socket : open) {
        socket.close();
      }
    }
  }
}
