package dev.hera.mcp;

import dev.hera.Watch;
import dev.hera.error.ErrorCode;
import dev.hera.error.HeraException;
import dev.hera.error.NotFoundException;
import dev.hera.mcp.resource.Reader;
import dev.hera.mcp.resource.ResourceList;
import io.modelcontextprotocol.spec.McpError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one client is told of: the resources that it subscribed to, and its list of tools. One of
 * {@link HeraUpdates#client}. Thread-safe.
 *
 * <p>A commit only notes what changed; the client is told on another thread, one update after the
 * other, and of what changed several times meanwhile once. Each time it is looked at anew whether
 * the client may still read what changed.
 */
public final class ClientUpdates {
  private static final Logger LOG = LoggerFactory.getLogger(ClientUpdates.class);

  /** Stands for the list of tools among the resources. */
  private static final String TOOLS = "";

  private final Reader reader;
  private final Supplier<List<String>> listed;

  /** Held while watches are opened and closed; never by a commit. */
  private final Object subscriptions = new Object();

  private final Map<String, List<Watch>> watches = new HashMap<>();
  private List<String> toolsTold;

  private final UntoldUpdates<Update> untold;

  /**
   * @param listed the names of the tools that the client is listed now
   */
  ClientUpdates(Reader reader, Supplier<List<String>> listed, Executor executor) {
    this.reader = reader;
    this.listed = listed;
    this.untold = new UntoldUpdates<>(executor, this::isNews);
    this.toolsTold = listed.get();
  }

  /**
   * A notification of the protocol, of any revision.
   *
   * @param uri the resource that changed, or null for the list of tools
   */
  public record Update(@Nullable String uri) {
    public String method() {
      return uri == null ? "notifications/tools/list_changed" : "notifications/resources/updated";
    }

    public Map<String, Object> params() {
      return uri == null ? Map.of() : Map.of("uri", uri);
    }
  }

  /**
   * Has the client told of a resource from now on.
   *
   * @throws McpError when there is no such resource, or the client may not read it
   */
  public void subscribe(String uri) {
    try {
      watch(uri);
    } catch (RuntimeException e) {
      throw ProtocolRefusal.ofResource(uri, e).classic();
    }
  }

  /** The same, refusing as the facade does. */
  void watch(String uri) {
    synchronized (subscriptions) {
      List<Watch> opened = open(uri);
      close(watches.put(uri, untold.isTold() ? opened : List.of()));
      if (!untold.isTold()) {
        close(opened);
      }
    }
  }

  private static Update update(String watched) {
    return new Update(watched.equals(TOOLS) ? null : watched);
  }

  private List<Watch> open(String uri) {
    return ResourceList.find(uri)
        .orElseThrow(
            () -> new NotFoundException("uri", "resource", uri, "read resources/templates/list"))
        .watch(reader, () -> untold.add(update(uri)));
  }

  /** Ends a subscription, if there is one. */
  public void unsubscribe(String uri) {
    synchronized (subscriptions) {
      close(watches.remove(uri));
    }
  }

  private static void close(@Nullable List<Watch> ended) {
    if (ended != null) {
      ended.forEach(Watch::close);
    }
  }

  /**
   * Tells the client from now on, and at once of what it subscribed to before: that may have
   * changed while nothing could be told.
   *
   * @param newClient takes one update after the other; may block
   */
  public void tell(Consumer<Update> newClient) {
    synchronized (subscriptions) {
      untold.begin(newClient);
      watchTools();
      List.copyOf(watches.keySet()).forEach(uri -> untold.add(update(uri)));
    }
  }

  private void watchTools() {
    if (reader.caller() == null) {
      return;
    }
    try {
      Watch places =
          reader.hera().newcomer(reader.caller()).watchPlaces(() -> untold.add(update(TOOLS)));
      close(watches.put(TOOLS, List.of(places)));
    } catch (HeraException e) {
      LOG.debug("The tools of a client are not watched", e);
    }
  }

  /** Tells the client nothing more, and watches nothing for it; it stays subscribed. */
  public void pause() {
    synchronized (subscriptions) {
      untold.end();
      close(watches.remove(TOOLS));
      watches.replaceAll(
          (uri, watching) -> {
            close(watching);
            return List.of();
          });
    }
  }

  /** Whether the client is to be told of what changed, which is looked at now. */
  private boolean isNews(Update update) {
    return update.uri() == null ? areToolsNew() : isToBeTold(update.uri());
  }

  private boolean areToolsNew() {
    List<String> now = listed.get();
    synchronized (subscriptions) {
      boolean areNew = !now.equals(toolsTold);
      toolsTold = now;
      return areNew;
    }
  }

  /** Tells whether it is still watched: a Hera that closes has nothing to tell. */
  private boolean watchOn(String uri) {
    List<Watch> opened = open(uri);
    if (opened.stream().anyMatch(Watch::isOver)) {
      watches.remove(uri);
      close(opened);
      return false;
    }
    watches.put(uri, opened);
    return true;
  }

  /** Watches on, before the client reads what changed; one that may not read it, no more. */
  private boolean isToBeTold(String uri) {
    synchronized (subscriptions) {
      List<Watch> before = watches.get(uri);
      if (before == null || !untold.isTold()) {
        return false;
      }
      List<Watch> ended = new ArrayList<>(before);
      try {
        return watchOn(uri);
      } catch (HeraException e) {
        watches.remove(uri);
        return e.code() == ErrorCode.NOT_FOUND;
      } finally {
        close(ended);
      }
    }
  }
}
