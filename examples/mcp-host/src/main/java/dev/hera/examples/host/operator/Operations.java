package dev.hera.examples.host.operator;

import dev.hera.plan.LaunchDecision;
import dev.hera.plan.LaunchOrigin;
import dev.hera.result.Archived;
import dev.hera.view.PlanView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a command of the operator needs of the store, whether a host has it open or the command
 * itself. A refusal comes as a {@link dev.hera.error.HeraException}, or from another process as a
 * {@link RefusedException}.
 */
public interface Operations {

  /** The active orchestrators, in the order in which they were opened. */
  List<OrchestratorLine> orchestrators();

  /**
   * The plan of an active orchestrator as it is now.
   *
   * @throws dev.hera.error.NotFoundException when there is none of this name
   */
  PlanView plan(String orchestrator);

  /** Where the launches belong of which the state directory keeps something. */
  List<LaunchOrigin> launches();

  /** The hosts that start workers on the store, by name. */
  List<HostEntry> hosts();

  /**
   * Has a host start nothing new, or has that undone.
   *
   * @param host its name, or null for the host of the state directory
   */
  HostEntry drain(@Nullable String host, boolean undo);

  /** Archives an orchestrator and those nested below it (M3). */
  Archived archive(String orchestrator);

  /** Decides of a launch that is held because nobody can tell whether its worker runs (G27). */
  void decide(String orchestrator, String role, LaunchDecision decision);
}
