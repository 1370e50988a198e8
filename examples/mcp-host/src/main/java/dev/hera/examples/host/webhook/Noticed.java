package dev.hera.examples.host.webhook;

import dev.hera.examples.host.state.HostFiles;
import dev.hera.view.OrchestratorSummary;
import dev.hera.view.OrchestratorView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was noticed of each orchestrator and still is so, and whether the receivers were told; kept
 * in a file, so that a later host goes on from there. For one thread.
 */
final class Noticed {
  /** The file of a state directory that keeps it. */
  static final String FILE = "webhooks.json";

  private static final Logger LOG = LoggerFactory.getLogger(Noticed.class);
  private static final JsonMapper JSON = new JsonMapper();

  private final Path file;
  private final Clock clock;
  private final int receivers;
  private final boolean isFirst;
  private final Map<String, Place> places = new TreeMap<>();

  /** How many receivers are still to be told, by id. */
  private final Map<String, Integer> underWay = new HashMap<>();

  /**
   * One orchestrator.
   *
   * @param created tells it from an earlier one of its name
   * @param slots what is so, by {@link News#slot}
   */
  record Place(Instant created, Map<String, Entry> slots) {}

  /** One thing that is so. */
  record Entry(String id, Instant at, boolean told) {}

  private record Content(Map<String, Place> orchestrators) {}

  /**
   * @param receivers how many there are
   */
  Noticed(Path state, Clock clock, int receivers) {
    this.file = state.resolve(FILE);
    this.clock = clock;
    this.receivers = receivers;
    Map<String, Place> kept = read(file);
    this.isFirst = kept == null;
    if (kept != null) {
      kept.forEach((name, place) -> places.put(name, copy(place)));
    }
  }

  private static Place copy(Place place) {
    return new Place(place.created(), new TreeMap<>(place.slots()));
  }

  private static @Nullable Map<String, Place> read(Path file) {
    try {
      String text = HostFiles.read(file).orElse(null);
      return text == null ? null : JSON.readValue(text, Content.class).orchestrators();
    } catch (IOException | JacksonException e) {
      LOG.warn("{} cannot be read: what needs attention is told anew", file, e);
      return null;
    }
  }

  /**
   * Begins with the active orchestrators; others are forgotten. When nothing was kept, a plan that
   * is complete already is no news.
   */
  void begin(List<OrchestratorSummary> active) {
    Set<String> names = active.stream().map(OrchestratorSummary::name).collect(Collectors.toSet());
    places.keySet().retainAll(names);
    if (isFirst) {
      active.stream()
          .filter(one -> one.plan().isComplete())
          .forEach(one -> place(one).slots().put(News.COMPLETE, entry(true)));
    }
    save();
  }

  /** Takes a look at an orchestrator; what is new, or was not told to the end, is to be told. */
  List<Notification> see(OrchestratorView view) {
    Place place = place(view.summary());
    List<News> all = News.of(view);
    List<Notification> told = new ArrayList<>();
    boolean changed = false;
    for (News news : all) {
      Entry entry = place.slots().get(news.slot());
      if (entry == null) {
        entry = entry(false);
        place.slots().put(news.slot(), entry);
        changed = true;
      }
      if (!entry.told() && underWay.putIfAbsent(entry.id(), receivers) == null) {
        told.add(new Notification(news.type(), entry.id(), entry.at(), news.subject()));
      }
    }
    if (!News.mayBeMore(view)) {
      changed |= place.slots().keySet().retainAll(all.stream().map(News::slot).toList());
    }
    if (changed) {
      save();
    }
    return told;
  }

  /** One receiver was told, or will not be. */
  void finished(Notification notification) {
    Integer left = underWay.computeIfPresent(notification.id(), (id, count) -> count - 1);
    if (left == null || left > 0) {
      return;
    }
    underWay.remove(notification.id());
    Place place = places.get(notification.data().orchestrator());
    if (place != null) {
      place.slots().replaceAll((slot, entry) -> told(entry, notification.id()));
      save();
    }
  }

  private static Entry told(Entry entry, String id) {
    return entry.id().equals(id) ? new Entry(id, entry.at(), true) : entry;
  }

  /** The orchestrator is archived. */
  void forget(String orchestrator) {
    if (places.remove(orchestrator) != null) {
      save();
    }
  }

  private Place place(OrchestratorSummary summary) {
    return places.compute(
        summary.name(),
        (name, known) ->
            known == null || !known.created().equals(summary.created())
                ? new Place(summary.created(), new TreeMap<>())
                : known);
  }

  private Entry entry(boolean told) {
    return new Entry("msg_" + UUID.randomUUID(), clock.instant(), told);
  }

  private void save() {
    try {
      HostFiles.write(file, JSON.writeValueAsString(new Content(places)));
    } catch (IOException e) {
      LOG.warn("{} cannot be written: a later host may tell again what was told", file, e);
    }
  }
}
