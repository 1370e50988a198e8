package dev.hera.role;

import dev.hera.error.InvalidStatusException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a role reports of itself (M15). Only the role writes it. */
public enum Status {
  IDLE,
  WORKING,
  BLOCKED,
  DONE,
  FAILED;

  private static final List<String> WIRES = Arrays.stream(values()).map(Status::wire).toList();

  /** The status as it stands in tables and results. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The five values as agents write them, in the order of the specification. */
  public static List<String> wires() {
    return WIRES;
  }

  /** The status with this exact wire name, if there is one. */
  public static Optional<Status> find(String wire) {
    int index = WIRES.indexOf(wire);
    return index < 0 ? Optional.empty() : Optional.of(values()[index]);
  }

  /**
   * The status with this exact wire name.
   *
   * @throws InvalidStatusException naming the five values, when it is none of them
   */
  public static Status get(String wire) {
    return find(wire).orElseThrow(() -> new InvalidStatusException(wire, wires()));
  }

  /** Whether this status says that the work has ended: {@code done} or {@code failed}. */
  public boolean isFinal() {
    return switch (this) {
      case IDLE, WORKING, BLOCKED -> false;
      case DONE, FAILED -> true;
    };
  }
}
