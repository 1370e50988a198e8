package dev.hera.role;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Who calls: the identity that the embedding app vouches for. Never made from what an agent says.
 */
public sealed interface Caller {

  /** The agent of a task that the app itself registered. */
  static Caller task(TaskId task) {
    return new OfTask(task);
  }

  /** Whatever task the directory belongs to (V4), for a caller that may act for all of them. */
  static Caller directory(Path cwd) {
    return new OfDirectory(cwd);
  }

  /** The worker that a launch gave this token to (V6, G25). */
  static Caller worker(String token) {
    return new OfWorker(token, null);
  }

  /** The worker that a launch gave this token to, saying that it works in {@code cwd} (V6). */
  static Caller worker(String token, Path cwd) {
    return new OfWorker(token, Required.given("cwd", cwd));
  }

  /** See {@link Caller#task}. */
  record OfTask(TaskId task) implements Caller {
    public OfTask {
      Required.given("task", task);
    }
  }

  /** See {@link Caller#directory}. */
  record OfDirectory(Path cwd) implements Caller {
    public OfDirectory {
      Required.given("cwd", cwd);
    }
  }

  /** See {@link Caller#worker(String, Path)}; the token never shows in {@link #toString}. */
  record OfWorker(String token, @Nullable Path cwd) implements Caller {
    public OfWorker {
      Required.given("token", token);
    }

    @Override
    public String toString() {
      return "OfWorker[cwd=" + cwd + "]";
    }
  }
}
