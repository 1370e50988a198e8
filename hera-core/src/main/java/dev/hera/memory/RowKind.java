package dev.hera.memory;

import dev.hera.history.Event;
import dev.hera.host.Host;
import dev.hera.message.Message;
import dev.hera.plan.Edge;
import dev.hera.plan.Gate;
import dev.hera.plan.Hold;
import dev.hera.plan.Launch;
import dev.hera.plan.WorkerToken;
import dev.hera.role.Binding;
import dev.hera.role.Orchestrator;
import dev.hera.role.Role;
import dev.hera.role.Task;
import dev.hera.spi.Answer;
import java.util.Locale;

/** The kinds of rows that a store keeps; what a row refers to is of a kind above its own. */
public enum RowKind {
  IDS(TakenIds.class),
  ORCHESTRATOR(Orchestrator.class),
  ROLE(Role.class),
  TASK(Task.class),
  BINDING(Binding.class),
  EDGE(Edge.class),
  GATE(Gate.class),
  LAUNCH(Launch.class),
  TOKEN(WorkerToken.class),
  HOLD(Hold.class),
  MESSAGE(Message.class),
  CURSOR(ReadCursor.class),
  EVENT(Event.class),
  ANSWER(Answer.class),
  HOST(Host.class);

  private final Class<? extends Record> type;

  RowKind(Class<? extends Record> type) {
    this.type = type;
  }

  /** The class of its rows. */
  public Class<? extends Record> type() {
    return type;
  }

  /** A row, in messages. */
  String row() {
    return name().toLowerCase(Locale.ROOT);
  }
}
