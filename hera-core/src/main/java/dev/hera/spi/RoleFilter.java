package dev.hera.spi;

import dev.hera.role.Role;
import dev.hera.role.RoleKind;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which roles of an orchestrator are meant.
 *
 * @param kind those of this kind, or of any kind when null
 * @param names those with one of these names, or with any name when null
 */
public record RoleFilter(@Nullable RoleKind kind, @Nullable Set<String> names) {
  /** All of them. */
  public static final RoleFilter ALL = new RoleFilter(null, null);

  public RoleFilter {
    names = names == null ? null : Set.copyOf(names);
  }

  /** Those of a kind. */
  public static RoleFilter of(RoleKind kind) {
    return new RoleFilter(kind, null);
  }

  /** Those with one of these names, each of which may be given more than once. */
  public static RoleFilter named(Collection<String> names) {
    return new RoleFilter(null, Set.copyOf(names));
  }

  /** Whether a role is one of them. */
  public boolean admits(Role role) {
    return (kind == null || role.kind() == kind) && (names == null || names.contains(role.name()));
  }
}
