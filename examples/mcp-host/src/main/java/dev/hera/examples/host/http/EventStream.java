package dev.hera.examples.host.http;

import dev.hera.examples.host.http.connection.ClientConnection;
import dev.hera.examples.host.http.connection.Receipt;
import dev.hera.examples.host.http.connection.Receipts;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpStreamableServerTransport;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * The events that answer one request, written while its client is there. Ends with the response to
 * it, when the client goes or cancels, or when it is closed. Thread-safe.
 */
final class EventStream implements McpStreamableServerTransport {
  /** As much of an answer as goes out together with the end of the response. */
  private static final int TAIL_BYTES = 8 * 1024;

  private final McpJsonMapper json;
  private final AsyncContext context;
  private final ServletOutputStream out;
  private final ClientConnection connection;
  private final Receipt receipt;
  private final Disposable.Swap work = Disposables.swap();
  private final ReentrantLock lock = new ReentrantLock();
  private boolean closed;
  private volatile boolean answered;

  private EventStream(
      McpJsonMapper json,
      AsyncContext context,
      ServletOutputStream out,
      ClientConnection connection,
      Receipt receipt) {
    this.json = json;
    this.context = context;
    this.out = out;
    this.connection = connection;
    this.receipt = receipt;
  }

  /**
   * Begins the response; its headers go out at once, because clients wait for them.
   *
   * @param receipt is settled when it is known what became of the answer
   */
  static EventStream open(
      HttpServletRequest request,
      HttpServletResponse response,
      McpJsonMapper json,
      Receipts receipts,
      Receipt receipt)
      throws IOException {
    response.setContentType("text/event-stream");
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.setHeader("Cache-Control", "no-cache");
    AsyncContext context = request.startAsync();
    context.setTimeout(0);
    Request core = ServletContextRequest.getServletContextRequest(request);
    ClientConnection connection =
        (ClientConnection) core.getConnectionMetaData().getConnection().getEndPoint();
    EventStream stream =
        new EventStream(json, context, response.getOutputStream(), connection, receipt);
    connection.answers(receipt);
    Request.addCompletionListener(core, failure -> receipts.ended(receipt, failure));
    connection.write(response::flushBuffer);
    return stream;
  }

  Receipt receipt() {
    return receipt;
  }

  /** Whether the answer was given to the connection; its receipt tells what becomes of it. */
  boolean isAnswered() {
    return answered;
  }

  /** Has this stopped when the client goes, and the client watched until there is an answer. */
  void during(Disposable running) {
    work.update(running);
    lock.lock();
    try {
      if (!closed) {
        connection.watch(this::abandon);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The client is gone or wants no answer any more: what it was given is lost. */
  void abandon() {
    receipt.lost();
    work.dispose();
    close();
  }

  /** Writes a line that clients pass over, so that they see that the connection is alive. */
  void keepAlive() {
    write(": keep-alive\n\n", false);
  }

  @Override
  public Mono<Void> sendMessage(JSONRPCMessage message) {
    return sendMessage(message, null);
  }

  @Override
  public Mono<Void> sendMessage(JSONRPCMessage message, @Nullable String id) {
    String head = id == null ? "" : "id: " + id + "\n";
    return Mono.fromRunnable(() -> tell(head, message, message instanceof JSONRPCResponse));
  }

  /**
   * Writes one message.
   *
   * @param last whether it is the answer, after which nothing follows
   */
  void tell(Object message, boolean last) {
    tell("", message, last);
  }

  private void tell(String head, Object message, boolean last) {
    try {
      write(head + "event: message\ndata: " + json.writeValueAsString(message) + "\n\n", last);
    } catch (IOException e) {
      throw new IllegalStateException("a message could not be written as JSON", e);
    }
  }

  /**
   * @param last whether the end of the response follows: it then goes out with the last bytes, so
   *     that a client that stops reading at the end of the event leaves nothing unread
   */
  private void write(String event, boolean last) {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      if (!connection.unwatch()) {
        throw new IOException("the client is gone");
      }
      byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
      int tail = last ? Math.min(bytes.length, TAIL_BYTES) : 0;
      if (bytes.length > tail) {
        connection.write(
            () -> {
              out.write(bytes, 0, bytes.length - tail);
              out.flush();
            });
      }
      out.write(bytes, bytes.length - tail, tail);
      if (last) {
        answered = true;
        connection.endNext();
      } else {
        connection.watch(this::abandon);
      }
    } catch (IOException e) {
      abandon();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
    return json.convertValue(data, type);
  }

  @Override
  public Mono<Void> closeGracefully() {
    return Mono.fromRunnable(this::close);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        connection.unwatch();
        context.complete();
      }
    } finally {
      lock.unlock();
    }
  }
}
