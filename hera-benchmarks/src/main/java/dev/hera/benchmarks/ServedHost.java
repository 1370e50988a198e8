package dev.hera.benchmarks;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The example's host as a process of its own, with a project whose worktrees are places to act
 * from.
 */
final class ServedHost implements AutoCloseable {
  private static final int START_SECONDS = 60;

  private final Path directory;
  private final Path shop;
  private final Process process;
  private final JsonNode ready;

  /**
   * Starts a host that keeps its state on SQLite with {@code synchronous=FULL}.
   *
   * @param directory an empty one
   */
  ServedHost(Path directory) throws IOException, InterruptedException {
    this.directory = directory;
    this.shop = Files.createDirectory(directory.resolve("shop"));
    git("init", "--quiet", "-b", "main");
    git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "--quiet", "--allow-empty", "-mx");
    Path readyFile = directory.resolve("ready");
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.hera.examples.host.HeraCommand",
                "serve",
                "--state",
                directory.resolve("state").toString(),
                "--project",
                "shop=" + shop,
                "--worker",
                "sleep 1",
                "--port",
                "0",
                "--ready-file",
                readyFile.toString())
            .redirectOutput(Redirect.DISCARD)
            .redirectError(directory.resolve("host.log").toFile())
            .start();
    for (int i = 0; i < START_SECONDS * 100 && !Files.exists(readyFile); i++) {
      if (process.waitFor(10, TimeUnit.MILLISECONDS)) {
        throw new IOException(Files.readString(directory.resolve("host.log")));
      }
    }
    ready = new JsonMapper().readTree(Files.readString(readyFile));
  }

  URI url() {
    return URI.create(ready.path("url").stringValue());
  }

  /** The operator's. */
  String token() {
    return ready.path("token").stringValue();
  }

  /** The project's own directory. */
  Path shop() {
    return shop;
  }

  /** A new worktree of the project. */
  Path worktree(String name) throws IOException, InterruptedException {
    Path place = directory.resolve(name);
    git("worktree", "add", "--quiet", "--detach", place.toString());
    return place;
  }

  private void git(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    File errors = directory.resolve("git.log").toFile();
    Process git =
        new ProcessBuilder(command).directory(shop.toFile()).redirectError(errors).start();
    if (git.waitFor() != 0) {
      throw new IOException(Files.readString(errors.toPath()));
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
