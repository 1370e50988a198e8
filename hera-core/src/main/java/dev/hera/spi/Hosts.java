package dev.hera.spi;

import dev.hera.host.Host;
import dev.hera.role.HostId;
import java.util.List;

/** The hosts, each with a name of its own; they are few. */
public interface Hosts extends Table<HostId, Host> {

  /** All, in id order. */
  List<Host> list();
}
