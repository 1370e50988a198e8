package dev.hera.examples.host.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes a connection on which no whole request arrives within a limit, however often a byte of it
 * comes. Once a request is answered, the next one has the same time. Thread-safe.
 */
final class ArrivalLimit extends Handler.Wrapper implements Connection.Listener {
  private final ServerConnector connector;
  private final Duration limit;
  private final Map<Connection, Scheduler.Task> awaited = new ConcurrentHashMap<>();

  ArrivalLimit(ServerConnector connector, Duration limit) {
    this.connector = connector;
    this.limit = limit;
  }

  @Override
  public void onOpened(Connection connection) {
    await(connection);
  }

  @Override
  public void onClosed(Connection connection) {
    arrived(connection);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Connection connection = request.getConnectionMetaData().getConnection();
    Request.addCompletionListener(request, failure -> await(connection));
    if (!request.getMethod().equals("POST")) {
      arrived(connection);
    }
    return super.handle(request, response, callback);
  }

  /** The request on this connection is there with its body. */
  void arrived(Connection connection) {
    Scheduler.Task task = awaited.remove(connection);
    if (task != null) {
      task.cancel();
    }
  }

  private void await(Connection connection) {
    arrived(connection);
    if (connection.getEndPoint().isOpen()) {
      awaited.put(connection, connector.getScheduler().schedule(() -> giveUp(connection), limit));
    }
  }

  private void giveUp(Connection connection) {
    awaited.remove(connection);
    connection.getEndPoint().close();
  }
}
