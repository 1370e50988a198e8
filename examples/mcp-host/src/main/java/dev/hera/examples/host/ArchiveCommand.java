package dev.hera.examples.host;

import dev.hera.examples.host.operator.Operations;
import dev.hera.examples.host.operator.OrchestratorLine;
import dev.hera.examples.host.operator.OrchestratorTree;
import dev.hera.examples.host.terminal.Confirmation;
import dev.hera.launcher.git.WorkerRecords;
import dev.hera.launcher.git.WorkerRun;
import dev.hera.plan.LaunchKey;
import dev.hera.plan.LaunchOrigin;
import dev.hera.result.Archived;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hera archive}: ends an orchestrator for good. */
@Command(
    name = "archive",
    description = "Archive an orchestrator and those nested below it; says first what still runs.",
    mixinStandardHelpOptions = true)
final class ArchiveCommand implements Runnable {
  @SuppressWarnings("NullAway.Init")
  @Parameters(paramLabel = "NAME", description = "the orchestrator")
  private String name;

  @SuppressWarnings("NullAway.Init")
  @Mixin
  private Confirmation confirmation;

  @SuppressWarnings("NullAway.Init")
  @Mixin
  private OperatorOptions operator;

  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    Path directory = operator.directory();
    PrintWriter out = spec.commandLine().getOut();
    try (OperatorAccess access = operator.open()) {
      preview(access.operations(), directory, out);
      if (confirmation.isGiven(out, "Archive " + name.strip() + "?")) {
        tell(access.operations().archive(name), out);
      }
    }
  }

  private void preview(Operations operations, Path directory, PrintWriter out) {
    List<OrchestratorLine> below = OperatorAccess.named(operations, name);
    below.forEach(line -> out.println(OrchestratorTree.text(line)));
    List<WorkerRun> running = running(operations.launches(), below, directory);
    if (!running.isEmpty()) {
      out.println("Still running; each is fenced at its next call, ./hera stop ROLE ends it:");
      running.forEach(worker -> out.println("  " + WorkerLine.of(worker).text()));
    }
  }

  private static List<WorkerRun> running(
      List<LaunchOrigin> launches, List<OrchestratorLine> orchestrators, Path directory) {
    Set<String> names =
        orchestrators.stream().map(OrchestratorLine::name).collect(Collectors.toSet());
    Set<LaunchKey> keys =
        launches.stream()
            .filter(launch -> !launch.over() && names.contains(launch.orchestrator()))
            .map(LaunchOrigin::key)
            .collect(Collectors.toSet());
    return WorkerRecords.of(directory).running().stream()
        .filter(worker -> keys.contains(worker.key()))
        .toList();
  }

  private static void tell(Archived archived, PrintWriter out) {
    out.println("Archived: " + String.join(", ", archived.archived()));
    tell("Cancelled, never to start: ", archived.cancelled(), out);
    tell("Fenced at the next call: ", archived.ended(), out);
    out.flush();
  }

  private static void tell(String what, List<Archived.Member> members, PrintWriter out) {
    if (!members.isEmpty()) {
      out.println(
          what
              + members.stream()
                  .map(member -> member.orchestrator() + "/" + member.role())
                  .collect(Collectors.joining(", ")));
    }
  }
}
