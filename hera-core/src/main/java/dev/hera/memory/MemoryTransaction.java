package dev.hera.memory;

import dev.hera.spi.Answers;
import dev.hera.spi.Bindings;
import dev.hera.spi.Edges;
import dev.hera.spi.Events;
import dev.hera.spi.Gates;
import dev.hera.spi.Holds;
import dev.hera.spi.IdKind;
import dev.hera.spi.Launches;
import dev.hera.spi.Messages;
import dev.hera.spi.Orchestrators;
import dev.hera.spi.Roles;
import dev.hera.spi.Tasks;
import dev.hera.spi.Transaction;

/** Lets at the tables only the thread and the work that it was made for. */
final class MemoryTransaction implements Transaction {
  private final Tables tables;
  private final boolean writes;
  private final Thread owner = Thread.currentThread();
  private boolean ended;

  MemoryTransaction(Tables tables, boolean writes) {
    this.tables = tables;
    this.writes = writes;
  }

  /** The tables, to be read. */
  Tables reading() {
    if (owner != Thread.currentThread()) {
      throw new IllegalStateException("a transaction is used on the thread of its work only");
    }
    if (ended) {
      throw new IllegalStateException("the work of this transaction has ended");
    }
    tables.undo.requireUnspoiled();
    return tables;
  }

  /** The tables, to be changed. */
  Tables writing() {
    Tables readable = reading();
    if (!writes) {
      throw new IllegalStateException("this transaction only reads");
    }
    return readable;
  }

  void end() {
    ended = true;
  }

  @Override
  public long takeIds(IdKind kind, int count) {
    return writing().takeIds(kind, count);
  }

  @Override
  public Orchestrators orchestrators() {
    return new MemoryOrchestrators(this);
  }

  @Override
  public Roles roles() {
    return new MemoryRoles(this);
  }

  @Override
  public Tasks tasks() {
    return new MemoryTasks(this);
  }

  @Override
  public Bindings bindings() {
    return new MemoryBindings(this);
  }

  @Override
  public Edges edges() {
    return new MemoryEdges(this);
  }

  @Override
  public Gates gates() {
    return new MemoryGates(this);
  }

  @Override
  public Launches launches() {
    return new MemoryLaunches(this);
  }

  @Override
  public Holds holds() {
    return new MemoryHolds(this);
  }

  @Override
  public Messages messages() {
    return new MemoryMessages(this);
  }

  @Override
  public Events events() {
    return new MemoryEvents(this);
  }

  @Override
  public Answers answers() {
    return new MemoryAnswers(this);
  }
}
