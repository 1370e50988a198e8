package dev.hera.role;

import java.io.Serializable;

/** The id of an orchestrator; increasing, never reused. */
public record OrchestratorId(long value) implements Comparable<OrchestratorId>, Serializable {
  @Override
  public int compareTo(OrchestratorId other) {
    return Long.compare(value, other.value);
  }
}
