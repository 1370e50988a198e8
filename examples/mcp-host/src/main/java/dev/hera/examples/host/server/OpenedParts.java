package dev.hera.examples.host.server;

import dev.hera.examples.host.state.StateFolder;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was opened for a host that is being put together, to be closed again when that fails. */
final class OpenedParts {
  private static final Logger LOG = LoggerFactory.getLogger(OpenedParts.class);

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  <T extends AutoCloseable> T add(T part) {
    opened.push(part instanceof StateFolder state ? state::undo : part);
    return part;
  }

  /** Closes all of them, the last one first. */
  void undo() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        LOG.warn("a part of a host that cannot run was not closed", e);
      }
    }
  }
}
