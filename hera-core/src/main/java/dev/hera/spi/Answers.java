package dev.hera.spi;

import dev.hera.role.RoleId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stored answers. (role, verb, key) is unique, also where role is null. */
public interface Answers {
  void insert(Answer answer);

  Optional<Answer> find(@Nullable RoleId role, String verb, String key);

  /** Removes one, if it is there. */
  void delete(@Nullable RoleId role, String verb, String key);

  /** Removes those created before {@code instant}. */
  void deleteBefore(Instant instant);
}
