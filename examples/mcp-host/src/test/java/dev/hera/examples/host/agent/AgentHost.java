package dev.hera.examples.host.agent;

import dev.hera.examples.host.HeraProcess;
import dev.hera.examples.host.agent.Turn.Reply;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A machine user who has the agent CLIs and a scripted model, and runs a host. */
final class AgentHost implements AutoCloseable {
  private final Path directory;
  private final Path home;
  private final FakeModel model;
  private final Map<String, String> user;
  private @Nullable HeraProcess host;
  private String url = "";
  private String token = "";

  private AgentHost(Path directory, Path home, FakeModel model) throws IOException {
    this.directory = directory;
    this.home = home;
    this.model = model;
    this.user = new HashMap<>(AgentClis.user(home, model.url()));
  }

  /** Nothing runs yet but the model; skips the test where the CLIs are not installed. */
  static AgentHost open(Path directory, Function<Turn, Reply> answers) throws Exception {
    AgentClis.require();
    Path home = Files.createDirectories(directory.resolve("home"));
    return new AgentHost(directory, home, FakeModel.start(answers));
  }

  /** Starts a host, or the next one. */
  void serve(List<String> more) throws Exception {
    Path readyFile = directory.resolve("ready.json");
    List<String> arguments = new ArrayList<>();
    arguments.addAll(
        List.of("serve", "--port", "0", "--stop-workers", "--state", state().toString()));
    arguments.addAll(List.of("--ready-file", readyFile.toString()));
    arguments.addAll(more);
    HeraProcess started = run(arguments);
    host = started;
    started.awaitError("The operator's token is in ");
    JsonNode ready = HeraProcess.ready(readyFile);
    url = ready.path("url").stringValue();
    token = ready.path("token").stringValue();
  }

  /** Runs the command line as this user. */
  HeraProcess run(List<String> arguments) throws IOException {
    return HeraProcess.start(directory, user, List.of(), arguments);
  }

  void kill() throws InterruptedException {
    if (host != null) {
      host.kill();
    }
  }

  Path state() {
    return home.resolve(".hera");
  }

  /** The variables that the user has; more can be added. */
  Map<String, String> user() {
    return user;
  }

  String url() {
    return url;
  }

  String token() {
    return token;
  }

  /** What the model was told. */
  List<String> heard() {
    return model.heard();
  }

  /** The first line of the README that begins so, with the address of this host. */
  String readmeLine(String start) throws IOException {
    Pattern line = Pattern.compile(start);
    return Files.readAllLines(Path.of("../../README.md")).stream()
        .filter(one -> line.matcher(one).lookingAt())
        .findFirst()
        .orElseThrow()
        .replace("http://127.0.0.1:7437", "http://127.0.0.1:" + URI.create(url).getPort());
  }

  /** A line that the user types in a directory. */
  ProcessBuilder shell(String line, Path where) {
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", "-c", line)
            .directory(where.toFile())
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile());
    builder.environment().putAll(user);
    return builder;
  }

  /** What such a line prints. */
  String output(String line, Path where) throws IOException, InterruptedException {
    Process process = shell(line, where).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output.strip();
  }

  @Override
  public void close() {
    try {
      if (host != null) {
        host.stop();
        host.close();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      model.close();
    }
  }
}
