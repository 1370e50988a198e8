package dev.hera.memory;

import dev.hera.host.Host;
import dev.hera.role.HostId;
import dev.hera.spi.Hosts;
import java.util.List;

/** The hosts of one transaction. */
final class MemoryHosts extends MemoryRows<HostId, Host> implements Hosts {
  private final Index<Boolean, HostId, Host> all;

  MemoryHosts(ChangedState state) {
    super(state, RowKind.HOST, Host::id);
    unique("host name", Host::name);
    all = index(row -> true);
  }

  @Override
  public boolean delete(HostId id) {
    return remove(id);
  }

  @Override
  public List<Host> list() {
    return all.list(true);
  }
}
