package dev.hera.examples.host;

import dev.hera.examples.host.terminal.CannotRunException;
import dev.hera.launcher.git.WorkerRun;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import picocli.CommandLine.Parameters;

/** The worker that a person names: {@code ROLE}, or {@code ORCHESTRATOR/ROLE}. */
final class WorkerChoice {
  /** The most choices that a refusal lists. */
  private static final int LISTED = 20;

  private static final Comparator<WorkerRun> NEWEST =
      Comparator.comparing(WorkerRun::running)
          .thenComparing(run -> Objects.requireNonNullElse(run.since(), Instant.MIN));

  @SuppressWarnings("NullAway.Init")
  @Parameters(
      paramLabel = "ROLE",
      description = "the worker's role; ORCHESTRATOR/ROLE where several have that name")
  private String name;

  /** As it is named to people. */
  static String full(WorkerRun run) {
    return run.orchestrator() + "/" + run.role();
  }

  /**
   * The one that is meant; of several launches under one name the running one, else the last.
   *
   * @throws CannotRunException when there is none, or several roles have the name
   */
  WorkerRun among(List<WorkerRun> runs) {
    String wanted = name.strip();
    List<WorkerRun> named = runs.stream().filter(run -> isNamed(run, wanted)).toList();
    if (named.isEmpty()) {
      throw CannotRunException.usage(
          "no worker of this host is named "
              + wanted
              + (runs.isEmpty() ? "" : "; there are " + list(runs))
              + "; for one of another host name that one's --state");
    }
    if (named.stream().map(WorkerChoice::full).distinct().count() > 1) {
      throw CannotRunException.usage(
          "several workers are named " + wanted + "; name one of " + list(named));
    }
    return named.stream().max(NEWEST).orElseThrow();
  }

  private static boolean isNamed(WorkerRun run, String wanted) {
    return run.role().equals(wanted) || full(run).equals(wanted);
  }

  private static String list(List<WorkerRun> runs) {
    List<String> names = runs.stream().map(WorkerChoice::full).distinct().sorted().toList();
    String listed = names.stream().limit(LISTED).collect(Collectors.joining(", "));
    return names.size() > LISTED ? listed + " and " + (names.size() - LISTED) + " more" : listed;
  }
}
