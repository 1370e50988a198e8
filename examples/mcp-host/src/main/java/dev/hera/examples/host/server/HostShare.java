package dev.hera.examples.host.server;

import dev.hera.examples.host.terminal.CannotRunException;
import dev.hera.host.NewHost;
import dev.hera.role.HostId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a host is among those that share its store.
 *
 * @param name what people call it, or null for the machine's name
 * @param capacity how many of its own workers may live at once, or null for any number
 */
public record HostShare(@Nullable String name, @Nullable Integer capacity) {
  /** The name of the machine, without any limit. */
  public static final HostShare ANY = new HostShare(null, null);

  private static final Path MACHINE = Path.of("/proc/sys/kernel/hostname");
  private static final int LONGEST = 56;

  public HostShare {
    if (capacity != null && capacity < 1) {
      throw CannotRunException.usage("--capacity needs a number of at least 1");
    }
  }

  /** What the host registers as. */
  NewHost host(String id, String address) {
    return new NewHost(new HostId(id), name == null ? machine() : name, address, capacity, true);
  }

  /** The machine's name as far as a host may be called that. */
  private static String machine() {
    String known = read();
    String allowed = known.replaceAll("[^A-Za-z0-9_-]", "-").replaceFirst("^[^A-Za-z0-9]+", "");
    String name = allowed.substring(0, Math.min(LONGEST, allowed.length()));
    return name.isEmpty() ? "host" : name;
  }

  private static String read() {
    try {
      return Files.readString(MACHINE).strip();
    } catch (IOException e) {
      return System.getenv().getOrDefault("COMPUTERNAME", "host");
    }
  }
}
