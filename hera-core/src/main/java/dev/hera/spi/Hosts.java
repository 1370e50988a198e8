package dev.hera.spi;

import dev.hera.host.Host;
import dev.hera.role.HostId;
import java.util.List;

/** The hosts, each with a name of its own; they are few. */
public interface Hosts extends Table<HostId, Host> {

  /** Removes the host with this id and tells whether there was one. */
  boolean delete(HostId id);

  /** All, in id order. */
  List<Host> list();
}
