package dev.hera.plan;

import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.role.TaskStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every combination of what the gate can know of a role, also those that cannot come about. */
public final class AllFacts {
  private static final List<Boolean> EITHER = List.of(false, true);

  private AllFacts() {}

  public static List<NodeFacts> list() {
    List<NodeFacts> all = new ArrayList<>();
    for (RoleKind kind : RoleKind.values()) {
      for (Status status : withNull(Status.values())) {
        for (TaskStatus task : withNull(TaskStatus.values())) {
          addFlags(all, kind, status, task);
        }
      }
    }
    return all;
  }

  private static void addFlags(
      List<NodeFacts> all, RoleKind kind, @Nullable Status status, @Nullable TaskStatus task) {
    for (boolean active : EITHER) {
      for (boolean cancelled : EITHER) {
        for (boolean archived : EITHER) {
          for (boolean live : EITHER) {
            for (boolean started : EITHER) {
              all.add(
                  new NodeFacts(kind, active, cancelled, archived, status, live, started, task));
            }
          }
        }
      }
    }
  }

  public static <T> List<T> withNull(T[] values) {
    List<T> all = new ArrayList<>(Arrays.asList(values));
    all.add(null);
    return all;
  }
}
