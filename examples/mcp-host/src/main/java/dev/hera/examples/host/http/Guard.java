package dev.hera.examples.host.http;

import dev.hera.error.HeraException;
import dev.hera.examples.host.http.connection.ClientConnection;
import dev.hera.examples.host.http.connection.LimitedResponse;
import dev.hera.examples.host.operator.OperatorServlet;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Request;

/**
 * Lets a request through to MCP and to the operator's own interface only when its host, origin,
 * token and body are right, looked at in this order (H4).
 */
final class Guard extends HttpFilter {
  static final String PRINCIPAL = Principal.class.getName();

  private static final long serialVersionUID = 1;
  private static final Set<String> GUARDED = Set.of(HttpFront.MCP_PATH, OperatorServlet.PATH);
  private static final Set<String> METHODS = Set.of("GET", "POST", "DELETE");
  private static final Set<String> READING = Set.of("GET", "HEAD");
  private static final String SCHEME = "bearer ";

  private final transient IntSupplier port;
  private final transient Tokens tokens;
  private final transient RunningCalls traffic;
  private final transient ArrivalLimit arrivals;

  Guard(IntSupplier port, Tokens tokens, RunningCalls traffic, ArrivalLimit arrivals) {
    this.port = port;
    this.tokens = tokens;
    this.traffic = traffic;
    this.arrivals = arrivals;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!LoopbackNames.isHost(all(request, "Host"), port.getAsInt())) {
      HttpRefusals.refuse(
          response, 421, "this host answers only under its loopback names and own port");
    } else if (!LoopbackNames.isOrigin(all(request, "Origin"))) {
      HttpRefusals.refuse(response, 403, "pages of this origin may not call this host");
    } else if (GUARDED.contains(request.getServletPath())) {
      identify(request, response, chain);
    } else if (request.getServletPath().equals(HttpFront.VIEW_PATH)) {
      look(request, response, chain);
    } else if (READING.contains(request.getMethod())) {
      chain.doFilter(request, limited(request, response));
    } else {
      response.setHeader("Allow", "GET, HEAD");
      HttpRefusals.refuse(response, 405, "this can only be read");
    }
  }

  private void look(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    try {
      if (!new ViewGuard(tokens, port.getAsInt()).admits(request, bearer(request))) {
        response.setHeader("WWW-Authenticate", "Bearer");
        HttpRefusals.refuse(
            response, 401, "the operator's token is needed, or a link of ./hera open");
        return;
      }
    } catch (HeraException e) {
      HttpRefusals.refuse(response, 503, "the store cannot be read now; try again");
      return;
    }
    if (request.getMethod().equals("GET")) {
      chain.doFilter(request, limited(request, response));
      keepOpen(request);
    } else {
      response.setHeader("Allow", "GET");
      HttpRefusals.refuse(response, 405, "this can only be read");
    }
  }

  private void identify(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    try {
      Optional<Principal> principal = bearer(request).flatMap(tokens::find);
      if (principal.isEmpty()) {
        response.setHeader("WWW-Authenticate", "Bearer");
        HttpRefusals.refuse(
            response, 401, "a known token is needed: send Authorization: Bearer TOKEN");
        return;
      }
      if (!isMcp(request) && principal.get() instanceof Principal.Worker) {
        HttpRefusals.refuse(response, 403, "only the operator may ask this");
        return;
      }
      request.setAttribute(PRINCIPAL, principal.get());
    } catch (HeraException e) {
      HttpRefusals.refuse(response, 503, "the store cannot be read now; try again");
      return;
    }
    if (METHODS.contains(request.getMethod())) {
      pass(request, isMcp(request) ? response : limited(request, response), chain);
    } else {
      response.setHeader("Allow", "GET, POST, DELETE");
      HttpRefusals.refuse(response, 405, "this endpoint takes GET, POST and DELETE");
    }
  }

  private void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!request.getMethod().equals("POST")) {
      chain.doFilter(request, response);
      keepOpen(request);
      return;
    }
    Optional<byte[]> body = RequestBody.read(request);
    arrivals.arrived(connection(request));
    if (body.isEmpty()) {
      HttpRefusals.refuse(response, 413, "a message has at most 1 MiB");
      return;
    }
    if (!traffic.enter()) {
      HttpRefusals.refuse(response, 503, "this host is stopping; try again when it runs again");
    } else {
      Request.addCompletionListener(core(request), failure -> traffic.leave());
      chain.doFilter(new RequestBody(request, body.get()), response);
    }
  }

  /** Not for MCP, which writes a part of an answer together with its end, and limits the rest. */
  private static HttpServletResponse limited(
      HttpServletRequest request, HttpServletResponse response) {
    return new LimitedResponse(response, client(request));
  }

  private static boolean isMcp(HttpServletRequest request) {
    return request.getServletPath().equals(HttpFront.MCP_PATH);
  }

  /** A stream of events may be silent for as long as it lives. */
  private static void keepOpen(HttpServletRequest request) {
    if (request.isAsyncStarted()) {
      client(request).keepOpen();
    }
  }

  static ClientConnection client(HttpServletRequest request) {
    return (ClientConnection) connection(request).getEndPoint();
  }

  private static Connection connection(HttpServletRequest request) {
    return core(request).getConnectionMetaData().getConnection();
  }

  private static Request core(HttpServletRequest request) {
    return ServletContextRequest.getServletContextRequest(request);
  }

  private static Optional<String> bearer(HttpServletRequest request) {
    List<String> values = all(request, "Authorization");
    if (values.size() != 1) {
      return Optional.empty();
    }
    String value = values.get(0).strip();
    return value.toLowerCase(Locale.ROOT).startsWith(SCHEME)
        ? Optional.of(value.substring(SCHEME.length()).strip())
        : Optional.empty();
  }

  private static List<String> all(HttpServletRequest request, String name) {
    return Collections.list(request.getHeaders(name));
  }
}
