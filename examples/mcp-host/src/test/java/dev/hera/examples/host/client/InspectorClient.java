package dev.hera.examples.host.client;

import static dev.hera.examples.host.EraClient.JSON;

import dev.hera.examples.host.EraClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** The Inspector's {@code --cli}, which connects anew for each request. */
final class InspectorClient {
  private static final Path PROGRAM =
      NodeTools.installed("@modelcontextprotocol/inspector/clients/launcher/build/index.js");

  private final Path home;
  private final List<String> server;

  /**
   * @param home where it keeps files of its own
   * @param server the options that say where its server is
   */
  private InspectorClient(Path home, List<String> server) {
    this.home = home;
    this.server = server;
  }

  /** How a request ended. */
  record Outcome(int exitCode, String output, String errors) {
    JsonNode result() throws IOException {
      if (output.isBlank()) {
        throw new IOException(errors);
      }
      return JSON.readTree(output);
    }
  }

  static InspectorClient http(String era, Seat seat) {
    return new InspectorClient(
        seat.state(),
        List.of(
            "--protocol-era",
            era,
            "--transport",
            "http",
            "--server-url",
            seat.url(),
            "--header",
            "Authorization: Bearer " + seat.token()));
  }

  static InspectorClient stdio(String era, Seat seat) {
    List<String> server = new ArrayList<>(List.of("--protocol-era", era, "--transport", "stdio"));
    server.add("--");
    server.addAll(seat.stdio());
    return new InspectorClient(seat.state(), server);
  }

  EraClient asClient() {
    return EraClient.of(
        (tool, arguments) ->
            run(
                    "--method",
                    "tools/call",
                    "--tool-name",
                    tool,
                    "--tool-args-json",
                    JSON.writeValueAsString(arguments))
                .result(),
        () -> run("--method", "tools/list").result(),
        () -> {});
  }

  /** Makes one request. */
  Outcome run(String... request) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("--cli"));
    arguments.addAll(List.of(request));
    arguments.addAll(server);
    ProcessBuilder program = NodeTools.program(PROGRAM, arguments);
    program.environment().put("HOME", home.toString());
    Path errors = Files.createTempFile(home, "inspector", null);
    Process process = program.redirectError(errors.toFile()).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new IOException("it did not end");
    }
    return new Outcome(process.exitValue(), output, Files.readString(errors));
  }
}
