package dev.hera.plan;

import java.util.Set;

/**
 * Where a launch belongs.
 *
 * @param over whether its orchestrator is archived and its worker has no place anywhere else, so
 *     that what the launch left can go
 * @param bases the branches that its plan's work is meant for: base branch and coordinator's
 *     branches of its orchestrator and of those that it is nested below
 */
public record LaunchOrigin(
    LaunchKey key, String orchestrator, String role, boolean over, Set<String> bases) {

  public LaunchOrigin {
    bases = Set.copyOf(bases);
  }
}
