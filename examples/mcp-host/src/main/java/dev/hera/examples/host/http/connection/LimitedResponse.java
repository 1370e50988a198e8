package dev.hera.examples.host.http.connection;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;

/** A response whose writing is given up when its client takes nothing of it for too long. */
public final class LimitedResponse extends HttpServletResponseWrapper {
  private final ClientConnection connection;

  public LimitedResponse(HttpServletResponse response, ClientConnection connection) {
    super(response);
    this.connection = connection;
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    return new Limited(super.getOutputStream());
  }

  private final class Limited extends ServletOutputStream {
    private final ServletOutputStream out;

    Limited(ServletOutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      connection.write(() -> out.write(b));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      connection.write(() -> out.write(bytes, offset, length));
    }

    @Override
    public void flush() throws IOException {
      connection.write(out::flush);
    }

    @Override
    public void close() throws IOException {
      connection.write(out::close);
    }

    @Override
    public boolean isReady() {
      return out.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      out.setWriteListener(listener);
    }
  }
}
