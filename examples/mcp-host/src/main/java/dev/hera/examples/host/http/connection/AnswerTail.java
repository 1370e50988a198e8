package dev.hera.examples.host.http.connection;

import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The last bytes of an answer, kept until the end of the response can go out in one piece with
 * them: Jetty writes the two apart. A client that closes when it has read an event leaves nothing
 * unread then. For one writer at a time.
 */
final class AnswerTail {
  private volatile boolean awaited;
  private @Nullable ByteBuffer kept;

  /** Has the bytes that are written next wait for those after them. */
  void await() {
    awaited = true;
  }

  /** What is to be written instead of these bytes. */
  ByteBuffer[] before(ByteBuffer... buffers) {
    if (awaited) {
      awaited = false;
      kept = taken(buffers);
      return new ByteBuffer[0];
    }
    ByteBuffer first = kept;
    if (first == null || !first.hasRemaining()) {
      kept = null;
      return buffers;
    }
    return Stream.concat(Stream.of(first), Stream.of(buffers)).toArray(ByteBuffer[]::new);
  }

  /** What is still kept, for a response whose end is the end of its connection. */
  ByteBuffer rest() {
    ByteBuffer rest = kept;
    kept = null;
    return rest == null ? ByteBuffer.allocate(0) : rest;
  }

  private static ByteBuffer taken(ByteBuffer... buffers) {
    ByteBuffer copy = ByteBuffer.allocate(Stream.of(buffers).mapToInt(ByteBuffer::remaining).sum());
    Stream.of(buffers).forEach(copy::put);
    return copy.flip();
  }
}
