package dev.hera.work.graph;

import dev.hera.history.Event;
import dev.hera.role.OrchestratorId;
import dev.hera.work.rows.WorkingSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the graphs of the plans to which edges were added lately, {@value #MOST_EDGES} edges in all
 * unless a single plan has more. What is kept is only ever a beginning of the committed history:
 * each use goes on from the last event that it has seen, which may be somebody else's, and does not
 * believe it when the history does not have that event. Thread-safe.
 */
public final class PlanGraphs {
  public static final int MOST_EDGES = 1_000_000;

  /** How many events are read at once; so many are always read. */
  private static final int EVENTS = 1_000;

  /** How many edges can be read in the time of an event. */
  private static final int EDGES_FOR_AN_EVENT = 4;

  private final Map<OrchestratorId, Kept> kept = new LinkedHashMap<>(16, 0.75F, true);

  private final int mostEdges;

  /**
   * Keeps nothing yet.
   *
   * @param mostEdges how many edges are kept in all
   */
  public PlanGraphs(int mostEdges) {
    this.mostEdges = mostEdges;
  }

  private record Kept(PlanGraph graph, Event last) {}

  /**
   * The edges of an orchestrator as this transaction found them; nothing when none were kept, or
   * when it is right, or less work, to read them all.
   */
  public Optional<PlanGraph> find(OrchestratorId orchestrator, WorkingSet tx) {
    Kept known = find(orchestrator);
    return known == null ? Optional.empty() : goOn(known, orchestrator, tx);
  }

  private synchronized @Nullable Kept find(OrchestratorId orchestrator) {
    return kept.get(orchestrator);
  }

  private static Optional<PlanGraph> goOn(Kept known, OrchestratorId orchestrator, WorkingSet tx) {
    long last = known.last().sequence();
    List<Event> events = tx.events().list(orchestrator, last - 1, EVENTS);
    if (events.isEmpty() || !events.get(0).equals(known.last())) {
      return Optional.empty();
    }
    PlanGraph graph = known.graph().with(events.subList(1, events.size()));
    for (int read = EVENTS; events.size() == EVENTS; read += EVENTS) {
      if (read > graph.edges() / EDGES_FOR_AN_EVENT) {
        return Optional.empty();
      }
      last = events.get(EVENTS - 1).sequence();
      events = tx.events().list(orchestrator, last, EVENTS);
      graph = graph.with(events);
    }
    return Optional.of(graph);
  }

  /**
   * Keeps a graph, which everything that is committed up to an event has led to. To be called after
   * the commit: what a transaction reads may be of others that commit with it, or do not.
   */
  public synchronized void keep(OrchestratorId orchestrator, PlanGraph graph, Event last) {
    kept.put(orchestrator, new Kept(graph, last));
    long edges = kept.values().stream().mapToLong(one -> one.graph().edges()).sum();
    Iterator<Kept> oldest = kept.values().iterator();
    while (edges > mostEdges && kept.size() > 1) {
      edges -= oldest.next().graph().edges();
      oldest.remove();
    }
  }
}
