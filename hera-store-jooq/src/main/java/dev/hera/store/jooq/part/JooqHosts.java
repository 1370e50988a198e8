package dev.hera.store.jooq.part;

import static dev.hera.store.jooq.tables.Tables.HOSTS;

import dev.hera.host.Host;
import dev.hera.host.HostState;
import dev.hera.role.HostId;
import dev.hera.spi.Hosts;
import dev.hera.store.jooq.sql.Lookup;
import dev.hera.store.jooq.sql.ReusedQuery;
import dev.hera.store.jooq.sql.SqlScope;
import dev.hera.store.jooq.tables.tables.records.HostsRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

final class JooqHosts extends JooqTable<HostId, Host> implements Hosts {
  private static final Lookup<Host> BY_ID = Lookup.byKey(HOSTS, JooqHosts::host);

  private static final ReusedQuery<Host> ALL =
      ReusedQuery.of(HOSTS, sql -> sql.selectFrom(HOSTS), JooqHosts::host);

  JooqHosts(SqlScope scope) {
    super(scope, BY_ID, id -> List.of(id.value()));
  }

  @Override
  public List<Host> list(Collection<HostId> keys) {
    return inOrder(listAny(BY_ID, keys.stream().map(HostId::value).toList()));
  }

  @Override
  public boolean delete(HostId id) {
    return scope.write(HOSTS, sql -> sql.deleteFrom(HOSTS).where(HOSTS.ID.eq(id.value())).execute())
        > 0;
  }

  @Override
  public List<Host> list() {
    return inOrder(scope.fetch(ALL, List.of()));
  }

  /** In the order of the ids as Java compares texts; a database may have another one. */
  private static List<Host> inOrder(List<Host> hosts) {
    return hosts.stream().sorted(Comparator.comparing(Host::id)).toList();
  }

  @Override
  HostsRecord record(Host host) {
    return new HostsRecord(
        host.id().value(),
        host.name(),
        host.address(),
        host.capacity(),
        TextList.of(host.projects()),
        host.state().wire(),
        host.heartbeat().toEpochMilli(),
        host.aliveUntil().toEpochMilli());
  }

  private static Host host(HostsRecord row) {
    return new Host(
        new HostId(row.getId()),
        row.getName(),
        row.getAddress(),
        row.getCapacity(),
        TextList.texts(row.getProjects()),
        Columns.constant(HostState.class, row.getState()),
        Instant.ofEpochMilli(row.getHeartbeat()),
        Instant.ofEpochMilli(row.getAliveUntil()));
  }
}
