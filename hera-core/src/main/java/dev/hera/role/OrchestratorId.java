package dev.hera.role;

/** The id of an orchestrator; increasing, never reused. */
public record OrchestratorId(long value) implements Comparable<OrchestratorId> {
  @Override
  public int compareTo(OrchestratorId other) {
    return Long.compare(value, other.value);
  }
}
