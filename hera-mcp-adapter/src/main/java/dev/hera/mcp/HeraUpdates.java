package dev.hera.mcp;

import dev.hera.Hera;
import dev.hera.Watch;
import dev.hera.error.HeraException;
import dev.hera.mcp.resource.Reader;
import dev.hera.mcp.resource.ResourceList;
import dev.hera.mcp.tool.ToolList;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.modern.McpSchema.SubscriptionFilter;
import io.modelcontextprotocol.modern.server.McpRequestContext;
import io.modelcontextprotocol.modern.server.McpRequestManager;
import io.modelcontextprotocol.modern.server.SubscriptionRestriction;
import io.modelcontextprotocol.modern.server.feature.McpChangePublisher;
import io.modelcontextprotocol.modern.server.feature.ServerChange;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Tells clients of changes (A4): an update of a plan or an inbox follows each commit that changes
 * it, and one of the list of tools when the client comes to coordinate, or ceases to. Only those
 * are told that subscribed and may read. A slow client delays no commit and no other client.
 * Thread-safe.
 *
 * <p>For a server of the revisions without sessions it is the publisher of changes and the
 * restriction of subscriptions, and the transport is to be given {@link #over} of the server:
 *
 * <pre>{@code
 * McpServer server =
 *     McpServer.builder().feature(...).subscriptions(updates).restrictSubscriptions(updates).build();
 * transport(updates.over(server));
 * }</pre>
 *
 * <p>The SDK's classic server keeps subscriptions by session and does not ask who may read. There
 * the app's transport makes a {@link #client} for each session and hands the requests {@code
 * resources/subscribe} and {@code resources/unsubscribe} to it.
 */
public final class HeraUpdates
    implements McpChangePublisher, SubscriptionRestriction, AutoCloseable {
  /** Each holds a thread only while its client takes an update. */
  private static final int CLIENTS_TOLD_AT_ONCE = 64;

  private static final int WAITING_CLIENTS = 100_000;

  private final Hera hera;
  private final ReaderSource readers;
  private final Function<McpTransportContext, Predicate<String>> listed;
  private final Scheduler threads =
      Schedulers.newBoundedElastic(CLIENTS_TOLD_AT_ONCE, WAITING_CLIENTS, "hera-updates", 60, true);

  private HeraUpdates(
      Hera hera, ReaderSource readers, Function<McpTransportContext, Predicate<String>> listed) {
    this.hera = hera;
    this.readers = readers;
    this.listed = listed;
  }

  /**
   * Updates for clients that the app identifies.
   *
   * @param listed the names of tools that a client finds in its list; asked with each list
   */
  public static HeraUpdates of(
      Hera hera, ReaderSource readers, Function<McpTransportContext, Predicate<String>> listed) {
    return new HeraUpdates(hera, readers, listed);
  }

  /**
   * The updates of one client.
   *
   * @throws HeraException when nobody may read so
   */
  public ClientUpdates client(McpTransportContext context) {
    return new ClientUpdates(reader(context), () -> tools(context), work -> threads.schedule(work));
  }

  private Reader reader(McpTransportContext context) {
    return new Reader(hera, readers.reader(context).orElse(null));
  }

  private List<String> tools(McpTransportContext context) {
    return ToolList.ALL.stream()
        .map(tool -> tool.outline().name())
        .filter(listed.apply(context))
        .toList();
  }

  /** The server with each client known to its subscription, which the SDK alone does not do. */
  public McpRequestManager over(McpRequestManager server) {
    return new ListeningClients(server);
  }

  /** Leaves of a subscription what its client may read. */
  @Override
  public Mono<SubscriptionFilter> restrict(
      McpRequestContext context, SubscriptionFilter requested, SubscriptionFilter honoured) {
    return Mono.fromCallable(
        () -> {
          List<String> readable =
              honoured.resourceSubscriptionsOrEmpty().stream()
                  .filter(uri -> mayRead(context.transportContext(), uri))
                  .toList();
          ListeningClients.wants(context.transportContext(), readable);
          return honoured.with(SubscriptionFilter.RESOURCE_SUBSCRIPTIONS, readable);
        });
  }

  private boolean mayRead(McpTransportContext context, String uri) {
    try {
      Reader reader = reader(context);
      return ResourceList.find(uri)
          .map(
              found -> {
                found.watch(reader, () -> {}).forEach(Watch::close);
                return true;
              })
          .orElse(false);
    } catch (HeraException e) {
      return false;
    }
  }

  /** The changes that the client hears of that subscribes. */
  @Override
  public Flux<ServerChange> changes() {
    return ListeningClients.asking(this::changes);
  }

  private Flux<ServerChange> changes(McpTransportContext context, List<String> uris) {
    return Flux.create(
        sink -> {
          ClientUpdates client = client(context);
          sink.onDispose(client::pause);
          client.tell(update -> sink.next(change(update)));
          uris.forEach(uri -> subscribe(client, uri));
        });
  }

  /** One that may not read it any more is not told of it. */
  private static void subscribe(ClientUpdates client, String uri) {
    try {
      client.watch(uri);
    } catch (HeraException e) {
      client.unsubscribe(uri);
    }
  }

  private static ServerChange change(ClientUpdates.Update update) {
    return update.uri() == null
        ? new ServerChange.ToolsListChanged()
        : new ServerChange.ResourceUpdated(update.uri());
  }

  /** Tells nobody anything more. */
  @Override
  public void close() {
    threads.dispose();
  }
}
