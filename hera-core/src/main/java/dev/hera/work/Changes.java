package dev.hera.work;

import dev.hera.history.Event;
import dev.hera.history.EventKind;
import dev.hera.plan.Gate;
import dev.hera.role.HostId;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.spi.IdKind;
import dev.hera.work.rows.WorkingSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What one unit of work has read and changed so far: rows, history, and what is to be done after
 * its commit; its instant, and who acts.
 */
public class Changes {
  private final WorkingSet tx;
  private final Instant now;
  private final RandomGenerator random;
  private final InTransit inTransit;
  private final @Nullable HostId host;
  private final Effects effects = new Effects();
  private final List<Event> events = new ArrayList<>();
  private final Set<RoleId> released = new LinkedHashSet<>();
  private final Map<RoleId, Gate> reachedGates = new LinkedHashMap<>();
  private final Facts facts;
  private @Nullable RoleId actor;

  public Changes(
      WorkingSet tx,
      Instant now,
      RandomGenerator random,
      InTransit inTransit,
      @Nullable HostId host) {
    this.tx = tx;
    this.now = now;
    this.random = random;
    this.inTransit = inTransit;
    this.host = host;
    this.facts = new Facts(tx);
  }

  public WorkingSet tx() {
    return tx;
  }

  public Instant now() {
    return now;
  }

  public RandomGenerator random() {
    return random;
  }

  public InTransit inTransit() {
    return inTransit;
  }

  /** The host that this Hera is, or null when it is none of its own. */
  public @Nullable HostId host() {
    return host;
  }

  /** Whether what belongs to this host, or to none, can be looked at from here. */
  public boolean isHere(@Nullable HostId owner) {
    return HostId.isOf(owner, host);
  }

  public Effects effects() {
    return effects;
  }

  public Facts facts() {
    return facts;
  }

  /** The nodes that became ready in this unit of work, in the order in which they did. */
  public Set<RoleId> released() {
    return released;
  }

  /** The gates of the nodes that a change of this unit of work reached, as they are now. */
  public Map<RoleId, Gate> reachedGates() {
    return reachedGates;
  }

  /** Names the role that acts, for the events from here on. */
  public void actAs(RoleId role) {
    actor = role;
  }

  public long takeId(IdKind kind) {
    return tx.takeIds(kind, 1);
  }

  /** Appends an event (M25); changes are pairs of a field's name and its new value. */
  public void record(
      EventKind kind,
      @Nullable OrchestratorId orchestrator,
      @Nullable RoleId subject,
      Map<String, ?> changes) {
    TreeMap<String, String> texts = new TreeMap<>();
    changes.forEach((field, value) -> texts.put(field, String.valueOf(value)));
    events.add(new Event(0, now, orchestrator, actor, kind, subject, texts));
    if (orchestrator != null) {
      effects.changed(orchestrator);
    }
  }

  /** The events about a role in the order in which they came, those of this unit of work last. */
  public List<Event> eventsAbout(RoleId role) {
    List<Event> all = new ArrayList<>(tx.events().listAbout(role));
    events.stream().filter(event -> role.equals(event.subject())).forEach(all::add);
    return all;
  }

  /** The events of this unit of work in an orchestrator; numbered once they are stored. */
  final List<Event> eventsOf(OrchestratorId orchestrator) {
    return events.stream().filter(event -> orchestrator.equals(event.orchestrator())).toList();
  }

  /** Stores the events, and gives them with their numbers; called once, at the end. */
  final List<Event> storeEvents() {
    if (events.isEmpty()) {
      return List.of();
    }
    long sequence = tx.takeIds(IdKind.EVENT, events.size());
    List<Event> numbered = new ArrayList<>(events.size());
    for (Event event : events) {
      numbered.add(
          new Event(
              sequence++,
              event.at(),
              event.orchestrator(),
              event.actor(),
              event.kind(),
              event.subject(),
              event.changes()));
    }
    tx.events().append(numbered);
    events.clear();
    events.addAll(numbered);
    return numbered;
  }
}
