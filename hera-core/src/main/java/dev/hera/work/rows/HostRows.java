package dev.hera.work.rows;

import dev.hera.host.Host;
import dev.hera.role.HostId;
import dev.hera.spi.Hosts;
import java.util.List;

/** The hosts. */
public final class HostRows extends RowCache<HostId, Host> {
  private final Hosts store;

  HostRows(Hosts store, Runnable writing) {
    super(store, Host::id, writing);
    this.store = store;
  }

  /** Removes a host. */
  public void delete(HostId id) {
    store.delete(id);
    forget(id);
  }

  /** All, in id order. */
  public List<Host> list() {
    return askOnce("all", store::list);
  }
}
