package dev.hera.launch;

import dev.hera.spi.Owners;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Names a gater by machine, process id and start instant, as the operating system tells them. */
public final class ProcessOwners implements Owners {
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Path PID_NAMESPACE = Path.of("/proc/self/ns/pid");

  private static final String MACHINE = machine();
  private static final String PROCESS = process(ProcessHandle.current());

  private final String self = String.join("/", MACHINE, PROCESS, UUID.randomUUID().toString());

  @Override
  public String self() {
    return self;
  }

  @Override
  public boolean isGone(String owner) {
    return processHere(owner).filter(process -> !runs(process)).isPresent();
  }

  @Override
  public boolean runsElsewhere(String owner) {
    return processHere(owner)
        .filter(process -> !process.equals(PROCESS) && runs(process))
        .isPresent();
  }

  /** The process of a gater of this machine, as {@link #process} names it. */
  private static Optional<String> processHere(String owner) {
    String[] parts = owner.split("/", -1);
    return MACHINE.isEmpty() || parts.length != 4 || !parts[0].equals(MACHINE)
        ? Optional.empty()
        : Optional.of(parts[1] + "/" + parts[2]);
  }

  private static boolean runs(String process) {
    long pid = Long.parseLong(process.substring(0, process.indexOf('/')));
    return ProcessHandle.of(pid).filter(found -> process(found).equals(process)).isPresent();
  }

  private static String process(ProcessHandle handle) {
    long start = handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return handle.pid() + "/" + start;
  }

  /** The running system and its process namespace; empty where neither is known. */
  private static String machine() {
    try {
      String boot = Files.readString(BOOT_ID).strip();
      String namespace = Files.readSymbolicLink(PID_NAMESPACE).toString();
      return boot + namespace.replaceAll("[^0-9]", ":");
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }
}
