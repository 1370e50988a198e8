package dev.hera.examples.host;

import dev.hera.examples.host.terminal.Confirmation;
import dev.hera.launcher.git.LaunchCleanup;
import dev.hera.launcher.git.Leftover;
import dev.hera.plan.LaunchOrigin;
import dev.hera.view.Drawable;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hera clean}: takes away what archived orchestrators left on disk. */
@Command(
    name = "clean",
    description = {
      "Remove worktrees, branches and logs of archived orchestrators; lists them and asks first.",
      "What has uncommitted changes or unmerged commits stays."
    },
    mixinStandardHelpOptions = true)
final class CleanCommand implements Runnable {
  @SuppressWarnings("NullAway.Init")
  @Mixin
  private Confirmation confirmation;

  @Option(names = "--dry-run", description = "only list what would be removed and what not")
  private boolean dryRun;

  @SuppressWarnings("NullAway.Init")
  @Mixin
  private OperatorOptions operator;

  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    LaunchCleanup cleanup = LaunchCleanup.of(operator.directory());
    Map<LaunchOrigin, Leftover> leftovers = new LinkedHashMap<>();
    over().forEach(one -> leftovers.put(one, cleanup.look(one.key(), one.bases())));
    long removable = leftovers.values().stream().filter(Leftover::isRemovable).count();
    leftovers.forEach((one, left) -> out.println(text(one, left, "can go")));
    if (removable == 0) {
      out.println("Nothing is to be removed");
      out.flush();
    } else if (!dryRun && confirmation.isGiven(out, "Remove " + removable + " of them?")) {
      remove(cleanup, leftovers, out);
    }
    out.flush();
  }

  private List<LaunchOrigin> over() {
    try (OperatorAccess access = operator.open()) {
      return access.operations().launches().stream().filter(LaunchOrigin::over).toList();
    }
  }

  private static void remove(
      LaunchCleanup cleanup, Map<LaunchOrigin, Leftover> leftovers, PrintWriter out) {
    leftovers.forEach(
        (one, left) -> {
          if (left.isRemovable()) {
            out.println(text(one, cleanup.remove(one.key(), one.bases()), "is removed"));
            out.flush();
          }
        });
  }

  private static String text(LaunchOrigin one, Leftover left, String what) {
    String name = one.orchestrator() + "/" + one.role();
    if (!left.isRemovable()) {
      return name + " stays: " + Drawable.of(String.valueOf(left.kept()));
    }
    return name
        + " "
        + what
        + ": logs"
        + (left.worktree() == null ? "" : ", worktree " + Drawable.of(left.worktree().toString()))
        + (left.branch() == null ? "" : ", branch " + left.branch());
  }
}
