package dev.hera.store.tck.invariant;

import dev.hera.role.Binding;
import dev.hera.role.Role;
import dev.hera.role.RoleKind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is live once (M3, M4, M13). */
final class BindingInvariants {
  private final Contents contents;
  private final List<String> found;

  BindingInvariants(Contents contents, List<String> found) {
    this.contents = contents;
    this.found = found;
  }

  void check() {
    List<Binding> live = live();
    requireOnce(live, "role", Binding::role);
    requireOnce(live, "task in the orchestrator", row -> List.of(row.task(), row.orchestrator()));
    requireOnce(live, "worktree in the orchestrator", BindingInvariants::worktreePlace);
    requireOnce(live, "coordinator of the orchestrator", this::coordinated);
    live.forEach(this::checkOne);
  }

  /** What is listed as live, and what its role shows as live. */
  private List<Binding> live() {
    Set<Binding> all = new HashSet<>(contents.live);
    contents.bindings.values().stream().flatMap(List::stream).forEach(all::add);
    return all.stream().filter(Binding::isLive).sorted((a, b) -> a.id().compareTo(b.id())).toList();
  }

  private void checkOne(Binding binding) {
    if (!contents.isActive(binding.orchestrator())) {
      found.add(name(binding) + " is live although its orchestrator is archived");
    }
    Role role = contents.roles.get(binding.role());
    if (role != null && !role.orchestrator().equals(binding.orchestrator())) {
      found.add(name(binding) + " is in another orchestrator than its role");
    }
  }

  private void requireOnce(
      List<Binding> live, String what, Function<Binding, @Nullable Object> key) {
    Set<Object> seen = new HashSet<>();
    live.stream()
        .filter(binding -> Stream.ofNullable(key.apply(binding)).anyMatch(k -> !seen.add(k)))
        .forEach(binding -> found.add(name(binding) + " is a second live one of its " + what));
  }

  private static @Nullable Object worktreePlace(Binding binding) {
    String worktree = binding.worktree();
    return worktree == null ? null : List.of(worktree, binding.orchestrator());
  }

  private @Nullable Object coordinated(Binding binding) {
    Role role = contents.roles.get(binding.role());
    return role != null && role.kind() == RoleKind.COORDINATOR ? binding.orchestrator() : null;
  }

  private String name(Binding binding) {
    return "binding " + binding.id().value() + " of " + contents.name(binding.role());
  }
}
