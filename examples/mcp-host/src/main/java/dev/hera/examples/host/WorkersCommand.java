package dev.hera.examples.host;

import dev.hera.launcher.git.WorkerPreset;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code hera workers}: what a single word for {@code --worker} may be. */
@Command(
    name = "workers",
    description = "List the worker presets: what each needs, allows, and whether it is installed.",
    mixinStandardHelpOptions = true)
final class WorkersCommand implements Runnable {
  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    for (WorkerPreset preset : WorkerPreset.values()) {
      tell(preset, out);
    }
    out.println("Use one with: hera serve --worker NAME, or --worker OTHER_NAME=NAME, repeatable.");
    out.println("A node's backend names a worker; the first is the default.");
    out.flush();
  }

  private static void tell(WorkerPreset preset, PrintWriter out) {
    out.println(
        preset.word()
            + ": "
            + preset
                .program()
                .map(Path::toString)
                .map("installed, "::concat)
                .orElse("not installed"));
    out.println(
        "  needs    the program " + preset.word() + " on PATH (npm " + preset.npmPackage() + "),");
    out.println("           logged in or with the key of its provider in a variable below");
    out.println("  allows   " + preset.allows());
    out.println("  passes   " + String.join(", ", preset.passedVariables()));
    out.println("  runs     " + preset.line());
    out.println("           with --model MODEL when the node names a model");
    out.println();
  }
}
