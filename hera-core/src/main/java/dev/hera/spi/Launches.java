package dev.hera.spi;

import dev.hera.plan.Launch;
import dev.hera.plan.LaunchId;
import dev.hera.plan.LaunchKey;
import dev.hera.plan.LaunchState;
import dev.hera.plan.WorkerToken;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The launches, at most one for a role, of its orchestrator, each with a key of its own; and the
 * workers' tokens.
 */
public interface Launches extends Table<LaunchId, Launch> {

  /** Those with these keys, in role-id order. */
  List<Launch> listByKeys(Collection<LaunchKey> keys);

  /** Those of these roles, in role-id order. */
  List<Launch> listOf(Collection<RoleId> roles);

  /**
   * The launches in one of these states whose {@code due} is not after {@code now}, in role-id
   * order.
   *
   * @param except orchestrators whose launches are left out
   * @param limit the most rows to give
   */
  List<Launch> listDue(
      Collection<LaunchState> states, Instant now, Collection<OrchestratorId> except, int limit);

  /** The earliest {@code due} after {@code now} of any launch, if there is one. */
  Optional<Instant> findNextDue(Instant now);

  /** All of an orchestrator, in role-id order. */
  List<Launch> list(OrchestratorId orchestrator);

  /** All in this state, in role-id order. */
  List<Launch> list(LaunchState state);

  /**
   * Those that occupy a place (G11), of this orchestrator or, when it is null, of all, in role-id
   * order.
   */
  List<Launch> listPlaces(@Nullable OrchestratorId orchestrator);

  /** Keeps a token; its hash is unique. */
  void insertToken(WorkerToken token);

  /** The token with this hash. */
  Optional<WorkerToken> findToken(String hash);
}
