package dev.hera.examples.host.webhook;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What one thread is to look at, noted by others, who never wait for it. Thread-safe. */
final class Signals {
  private final Set<String> changed = new LinkedHashSet<>();
  private final List<Notification> finished = new ArrayList<>();
  private boolean ended;

  /**
   * What was noted since it was last asked.
   *
   * @param changed names of orchestrators
   * @param finished what a receiver was told or will not be told
   * @param ended whether nothing more is to be looked at
   */
  record Noted(List<String> changed, List<Notification> finished, boolean ended) {}

  synchronized void changed(String orchestrator) {
    changed.add(orchestrator);
    notifyAll();
  }

  synchronized void finished(Notification notification) {
    finished.add(notification);
    notifyAll();
  }

  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** Waits until there is something. */
  synchronized Noted take() throws InterruptedException {
    while (changed.isEmpty() && finished.isEmpty() && !ended) {
      wait();
    }
    Noted noted = new Noted(List.copyOf(changed), List.copyOf(finished), ended);
    changed.clear();
    finished.clear();
    return noted;
  }
}
