package dev.hera.spi.launcher;

import dev.hera.plan.LaunchKey;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Starts workers. Hera calls it outside of every transaction, from several threads at once, and
 * perhaps more than once with the same key (G24).
 */
public interface WorkerLauncher {

  /**
   * The names of the projects that a worker can be started in, in a stable order; asked for once.
   * Empty, as by default, when this launcher knows no projects: any name, or none, is then right.
   */
  default List<String> projects() {
    return List.of();
  }

  /**
   * The names that {@link dev.hera.plan.LaunchOptions#backend} may have, in a stable order; asked
   * for once. Empty, as by default, when this launcher does not tell them apart: any is then right.
   */
  default List<String> backends() {
    return List.of();
  }

  /**
   * Whether workers have no place, and {@link #prepare} and {@link #start} wait for nothing: no
   * process, file or network, as when a worker is a thread or a message in a queue. Asked for once.
   * Neither {@link #place} nor {@link #look} is called then, and a start that has to wait for no
   * other one is committed together with the change that released its node, and the launcher is
   * called by whoever made that change. By default this is not so.
   */
  default boolean startsAtOnce() {
    return false;
  }

  /**
   * Says where the worker of this key would work, and creates nothing (G23). It is also asked again
   * at each sweep while a permanent cause keeps the worker from being started (G26), so that cause
   * is best thrown here.
   *
   * @return the same for the same key, and different for different keys
   * @throws LaunchException when there is no such place, or when it is known that no start there
   *     would succeed
   */
  Placement place(LaunchRequest request);

  /**
   * Makes the place ready, and merges the blockers' branches where that is this launcher's way
   * (G18). Called after {@link #place} and before {@link #start} of the same epoch, whose prompt is
   * written from the answer. Touches nothing when a worker of this key runs or ran. By default
   * nothing is prepared and nothing is merged.
   *
   * @param request without a prompt
   * @throws LaunchException when it cannot be made ready and everything that was made is removed
   */
  default Prepared prepare(LaunchRequest request, Placement placement) {
    return Prepared.nothing(request);
  }

  /**
   * Says whether workers of a project can stand on a branch. Asked when somebody names a base
   * branch, and every second for those that a held node waits for: so it should be quick.
   *
   * @param project one of {@link #projects}, or null
   * @param branch a branch, or the full id of a commit
   */
  default FoundBase findBase(@Nullable String project, String branch) {
    return new FoundBase.Unknown();
  }

  /**
   * Looks at what there is where somebody worked (G17): at a worker's {@code done}, and when
   * somebody is to be started on its work.
   *
   * @return empty, as by default, when the launcher cannot tell; what Hera noted then counts
   */
  default Optional<FoundWork> look(Workplace place) {
    return Optional.empty();
  }

  /**
   * Starts the worker of this key and epoch, unless it runs already or ran. Returns when its
   * session runs. A later epoch under the same key is a new session, after a revival for instance:
   * where one of an earlier epoch still runs it should be ended, since its token is worth nothing
   * any more.
   *
   * @param token what the worker proves with that it is of this epoch; to be handed to the worker
   *     and kept nowhere else. The app calls for it as {@link dev.hera.role.Caller#worker(String)},
   *     and the first such call accepts the worker
   * @throws LaunchException when no worker runs and everything that was made for it is removed
   * @throws RuntimeException any other one says that the outcome is unknown; Hera then asks {@link
   *     #find}
   */
  void start(LaunchRequest request, Placement placement, String token);

  /** Says whether a worker with this key runs. Never throws; {@code Unknown} is an answer. */
  Found find(LaunchKey key);

  /**
   * Has the ends of sessions told to {@code listener}, from any thread, also of workers that an
   * earlier process started and {@link #find} found. Called once, before any worker is placed,
   * started or looked for.
   */
  default void listen(SessionListener listener) {}

  /** Is told how the sessions of workers go on. */
  interface SessionListener {
    /**
     * The session of this launch's epoch ended. A started Hera stores it within a moment, together
     * with other ends, after the starts of what the worker released; what it could not store, and
     * what is told to a closed one, it asks for with {@link #find} later (G27).
     *
     * @throws dev.hera.spi.StoreUnavailableException when a Hera that was not started could not
     *     store it; it may be told again
     */
    void ended(LaunchKey key, int epoch, SessionEnd end);

    /**
     * The same for a launcher that knows no more than the exit code.
     *
     * @param exitCode empty when unknown
     */
    default void ended(LaunchKey key, int epoch, OptionalInt exitCode) {
      ended(key, epoch, SessionEnd.of(exitCode));
    }
  }
}
