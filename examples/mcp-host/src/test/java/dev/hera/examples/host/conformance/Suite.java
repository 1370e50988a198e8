package dev.hera.examples.host.conformance;

import dev.hera.examples.host.NpmTools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The protocol's official conformance suites, as {@code src/test/conformance/install} gives them.
 */
enum Suite {
  STABLE("conformance"),
  NEXT("conformance-next");

  static final NpmTools TOOLS = new NpmTools("conformance");

  private static final Pattern LINE =
      Pattern.compile("^([✓✗]) (\\S+): (\\d+) passed, (\\d+) failed", Pattern.MULTILINE);
  private static final Pattern SINGLE = Pattern.compile("Passed: (\\d+)/\\d+, (\\d+) failed");

  private final String folder;

  Suite(String folder) {
    this.folder = folder;
  }

  /**
   * How many checks of a scenario passed and failed. A scenario can fail without any: by a warning
   * that counts.
   */
  record Outcome(boolean fine, int passed, int failed) {}

  /** What a whole set of scenarios came to, by their names. */
  record Run(int exitCode, Map<String, Outcome> scenarios, String output) {

    List<String> failed() {
      return scenarios.entrySet().stream()
          .filter(scenario -> !scenario.getValue().fine())
          .map(Map.Entry::getKey)
          .toList();
    }

    /** For whoever reads the log of a build. */
    String summary() {
      return "%d of %d scenarios, %d of %d checks"
          .formatted(
              scenarios.size() - failed().size(),
              scenarios.size(),
              scenarios.values().stream().mapToInt(Outcome::passed).sum(),
              scenarios.values().stream().mapToInt(all -> all.passed() + all.failed()).sum());
    }
  }

  /** Runs a set of scenarios. */
  Run run(String url, String token, Path results, String... options) throws Exception {
    String output = output(url, token, results, options);
    Map<String, Outcome> scenarios = new TreeMap<>();
    Matcher matcher = LINE.matcher(output);
    while (matcher.find()) {
      scenarios.put(
          matcher.group(2),
          new Outcome(
              matcher.group(1).equals("✓"),
              Integer.parseInt(matcher.group(3)),
              Integer.parseInt(matcher.group(4))));
    }
    int exit = Integer.parseInt(output.substring(output.lastIndexOf('\n') + 1));
    return new Run(exit, scenarios, output);
  }

  /** Runs one scenario. */
  Outcome scenario(String name, String url, String token, Path results, String... options)
      throws Exception {
    List<String> all = new ArrayList<>(List.of("--scenario", name));
    all.addAll(List.of(options));
    String output = output(url, token, results, all.toArray(String[]::new));
    Matcher matcher = SINGLE.matcher(output);
    if (!matcher.find()) {
      throw new IOException(output);
    }
    return new Outcome(
        output.endsWith("\n0"),
        Integer.parseInt(matcher.group(1)),
        Integer.parseInt(matcher.group(2)));
  }

  /** All that it said, and its exit code on a line of its own. */
  private String output(String url, String token, Path results, String... options)
      throws IOException, InterruptedException {
    Path home = TOOLS.directory();
    List<String> command =
        new ArrayList<>(
            List.of(
                home.resolve("node").toString(),
                "--import",
                Path.of("src/test/conformance/token.mjs").toUri().toString(),
                home.resolve("node_modules").resolve(folder).resolve("dist/index.js").toString(),
                "server",
                "--url",
                url));
    command.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.directory(results.toFile());
    builder.environment().put("MCP_TOKEN", token);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return output + "\n" + process.waitFor();
  }
}
