package dev.hera.result;

import java.util.List;

/**
 * What became of an archived orchestrator, as {@code Coordinator.archive} tells it.
 *
 * @param archived the names of what was archived: the orchestrator itself, then those nested below
 * @param cancelled the nodes that had never started
 * @param ended the roles whose worker still ran: it goes on until it is stopped or calls again
 */
public record Archived(
    String orchestrator, List<String> archived, List<Member> cancelled, List<Member> ended) {

  /** A role, and the orchestrator that it was in. */
  public record Member(String orchestrator, String role) {}
}
