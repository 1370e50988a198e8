package dev.hera.examples.host.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Answers what no handler answered: the status says it, the body only that it was refused. A
 * missing or malformed host is found by the HTTP parser, before the guard could look at it. What
 * that refuses is the client's fault, also where HTTP has a status of the server's for it.
 */
final class PlainErrors implements Request.Handler {

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Object cause = request.getAttribute(ErrorHandler.ERROR_EXCEPTION);
    if (cause instanceof HttpException && String.valueOf(cause).contains("Host")) {
      response.setStatus(HttpStatus.MISDIRECTED_REQUEST_421);
    } else if (cause instanceof HttpException && HttpStatus.isServerError(response.getStatus())) {
      response.setStatus(HttpStatus.BAD_REQUEST_400);
    }
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    byte[] body = HttpRefusals.body("the request was refused").getBytes(StandardCharsets.UTF_8);
    response.write(true, ByteBuffer.wrap(body), callback);
    return true;
  }
}
