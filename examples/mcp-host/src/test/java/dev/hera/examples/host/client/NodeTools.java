package dev.hera.examples.host.client;

import dev.hera.examples.host.NpmTools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Programs of Node.js with what {@code src/test/clients/install} fetched. */
final class NodeTools {
  private static final NpmTools TOOLS = new NpmTools("clients");

  private NodeTools() {}

  /** A program of this project. */
  static Path script(String name) {
    return Path.of("src/test/clients", name).toAbsolutePath();
  }

  /** A program that was fetched. */
  static Path installed(String path) {
    return TOOLS.directory().resolve("node_modules").resolve(path);
  }

  /**
   * Prepares a program, in the directory of what was fetched; skips the test when there is nothing.
   */
  static ProcessBuilder program(Path program, List<String> arguments)
      throws IOException, InterruptedException {
    TOOLS.require();
    List<String> command = new ArrayList<>();
    command.add(TOOLS.directory().resolve("node").toString());
    command.add(program.toString());
    command.addAll(arguments);
    return new ProcessBuilder(command).directory(TOOLS.directory().toFile());
  }
}
