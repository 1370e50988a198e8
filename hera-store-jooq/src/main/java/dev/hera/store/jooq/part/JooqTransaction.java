package dev.hera.store.jooq.part;

import dev.hera.plan.Edge;
import dev.hera.spi.Answers;
import dev.hera.spi.Bindings;
import dev.hera.spi.Edges;
import dev.hera.spi.Events;
import dev.hera.spi.Gates;
import dev.hera.spi.Holds;
import dev.hera.spi.Hosts;
import dev.hera.spi.IdKind;
import dev.hera.spi.Launches;
import dev.hera.spi.Messages;
import dev.hera.spi.Orchestrators;
import dev.hera.spi.Roles;
import dev.hera.spi.Tasks;
import dev.hera.spi.Transaction;
import dev.hera.store.jooq.sql.ReusedQuery;
import dev.hera.store.jooq.sql.SqlScope;
import java.util.List;

/** The transaction as the work sees it: one small store per aggregate over the same scope. */
public record JooqTransaction(SqlScope scope) implements Transaction {
  /** What is asked of a new role before its table was ever asked. */
  public static final List<ReusedQuery<Edge>> OF_NEW_ROLES = JooqEdges.OF_ROLE;

  @Override
  public long takeIds(IdKind kind, int count) {
    return scope.takeIds(kind, count);
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

  @Override
  public Hosts hosts() {
    return new JooqHosts(scope);
  }
}
