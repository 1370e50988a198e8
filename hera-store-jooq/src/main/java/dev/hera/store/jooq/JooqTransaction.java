package dev.hera.store.jooq;

import static dev.hera.store.jooq.tables.Tables.COUNTERS;

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
import dev.hera.store.jooq.tables.tables.records.CountersRecord;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The transaction as the work sees it: one small store per aggregate over the same scope. */
record JooqTransaction(Scope scope) implements Transaction {
  private static final Kept<CountersRecord> COUNTER = Kept.byKey(COUNTERS);

  @Override
  public long takeIds(IdKind kind, int count) {
    String name = kind.name().toLowerCase(Locale.ROOT);
    Optional<CountersRecord> found = scope.find(COUNTER, name);
    long first = found.map(CountersRecord::getNextId).orElse(1L);
    CountersRecord row = new CountersRecord(name, first + count);
    if (found.isPresent()) {
      scope.update(row);
    } else {
      scope.insert(List.of(row));
    }
    return first;
  }

  @Override
  public Orchestrators orchestrators() {
    return new JooqOrchestrators(scope);
  }

  @Override
  public Roles roles() {
    return new JooqRoles(scope);
  }

  @Override
  public Tasks tasks() {
    return new JooqTasks(scope);
  }

  @Override
  public Bindings bindings() {
    return new JooqBindings(scope);
  }

  @Override
  public Edges edges() {
    return new JooqEdges(scope);
  }

  @Override
  public Gates gates() {
    return new JooqGates(scope);
  }

  @Override
  public Launches launches() {
    return new JooqLaunches(scope);
  }

  @Override
  public Holds holds() {
    return new JooqHolds(scope);
  }

  @Override
  public Messages messages() {
    return new JooqMessages(scope);
  }

  @Override
  public Events events() {
    return new JooqEvents(scope);
  }

  @Override
  public Answers answers() {
    return new JooqAnswers(scope);
  }
}
