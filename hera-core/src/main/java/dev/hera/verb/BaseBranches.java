package dev.hera.verb;

import dev.hera.error.NotFoundException;
import dev.hera.plan.NodeEdit;
import dev.hera.spi.launcher.FoundBase;
import dev.hera.spi.launcher.WorkerLauncher;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks the launcher for the base branches that callers name (G17). */
public record BaseBranches(@Nullable WorkerLauncher launcher) {

  /**
   * What the launcher said of a branch, outside of the transaction that needs it.
   *
   * @param missing why there is none, or null when it is there or nobody can tell
   */
  public record Looked(String field, String branch, @Nullable String missing) {
    /** Refuses a branch that is not there. */
    public void require() {
      if (missing != null) {
        throw NotFoundException.branch(
            field, branch, missing + "; make it, or name another one and call again");
      }
    }
  }

  /**
   * Looks for the base branch that an edit names, if it names one.
   *
   * @param project asked for the node's own project, when the edit names none
   */
  public Looked look(NodeEdit edit, Supplier<@Nullable String> project) {
    String base = edit.options().baseBranch();
    String named = edit.project();
    return look("baseBranch", base == null || named != null ? named : project.get(), base);
  }

  public Looked look(String field, @Nullable String project, @Nullable String branch) {
    FoundBase found =
        launcher == null || branch == null
            ? new FoundBase.Unknown()
            : launcher.findBase(project, branch);
    return new Looked(
        field,
        branch == null ? "" : branch,
        found instanceof FoundBase.Missing missing ? missing.why() : null);
  }
}
