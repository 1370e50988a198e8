package dev.hera.launch;

import dev.hera.spi.launcher.FoundWork;
import dev.hera.work.Findings;
import dev.hera.work.UnitsOfWork;
import dev.hera.work.WorkNotes;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at what workers left that reported {@code done} (G17). Thread-safe. */
public final class FinishedWork {
  private static final Logger log = LoggerFactory.getLogger(FinishedWork.class);

  private final UnitsOfWork units;
  private final CheckedLauncher launcher;
  private final Queue<Findings.Place> finished = new ConcurrentLinkedQueue<>();

  FinishedWork(UnitsOfWork units, CheckedLauncher launcher) {
    this.units = units;
    this.launcher = launcher;
  }

  public void add(Findings.Place place) {
    finished.add(place);
  }

  /** Looks at everything that finished since the last time. */
  void lookAtAll() {
    for (Findings.Place place = finished.poll(); place != null; place = finished.poll()) {
      look(place);
    }
  }

  private void look(Findings.Place place) {
    try {
      Findings findings = launcher.look(List.of(place));
      if (findings.all().values().stream().anyMatch(work -> isNews(place, work))) {
        units.write(
            unit -> {
              new WorkNotes(unit).note(findings);
              return true;
            });
      }
    } catch (Throwable e) {
      log.warn("The work of task {} could not be noted", place.task().value(), e);
    }
  }

  private static boolean isNews(Findings.Place place, FoundWork work) {
    return work.isRemarkable() || !Objects.equals(work.base(), place.workplace().branch());
  }
}
