package dev.hera.examples.host.http.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A connection that notices when its client goes: while a request waits for its answer, and after
 * an answer, whether the client went before it had read it. A client that closes with bytes unread,
 * or before they came, makes the system reset the connection; one that read everything just ends
 * it. Thread-safe.
 */
public final class ClientConnection extends SocketChannelEndPoint {
  private static final int AHEAD_BYTES = 1024;

  private final Object lock = new Object();
  private final ResetProbe probe;
  private final WriteLimit writeLimit;
  private final AnswerTail tail = new AnswerTail();
  private @Nullable Runnable whenGone;
  private volatile @Nullable Receipt last;

  /**
   * @param writeLimit how long a client may take nothing of what is written to it
   */
  public ClientConnection(
      SocketChannel channel,
      ManagedSelector selector,
      SelectionKey key,
      Scheduler scheduler,
      Duration writeLimit) {
    super(channel, selector, key, scheduler);
    this.probe = new ResetProbe(channel, scheduler, this::closeAfterProbe);
    this.writeLimit = new WriteLimit(this, writeLimit);
  }

  /** Something that is written while its thread waits for the client to take it. */
  public interface Write {
    void run() throws IOException;
  }

  /** Writes, unless the client takes nothing for too long: its connection is closed then. */
  public void write(Write write) throws IOException {
    writeLimit.begin();
    try {
      write.run();
    } catch (IOException e) {
      close(e);
      throw e;
    } finally {
      writeLimit.end();
    }
  }

  /** Lets it be silent for as long as it lives; what is being written keeps its limit. */
  public void keepOpen() {
    writeLimit.keepOpen();
  }

  /** The answer that goes to the client next. */
  public void answers(Receipt receipt) {
    last = receipt;
  }

  /**
   * Looks for the end of the connection while a request is being answered, whose body was read.
   *
   * @param gone is run at most once, not with a lock held
   */
  public void watch(Runnable gone) {
    synchronized (lock) {
      whenGone = gone;
    }
    await();
  }

  private void await() {
    tryFillInterested(Callback.from(this::readable, failure -> gone()));
  }

  /** Has the bytes that are written next go out in one piece with the end of the response. */
  public void endNext() {
    tail.await();
  }

  @Override
  public boolean flush(ByteBuffer... buffers) throws IOException {
    return super.flush(tail.before(buffers));
  }

  /** Ends the watch, so that Jetty may read again; says whether the client is still there. */
  public boolean unwatch() {
    boolean watched;
    synchronized (lock) {
      watched = whenGone != null;
      whenGone = null;
    }
    if (watched) {
      getFillInterest().onFail(new CancellationException("no longer watched"));
    }
    return look() >= 0;
  }

  private void readable() {
    int found;
    synchronized (lock) {
      found = whenGone == null ? 1 : look();
    }
    if (found < 0) {
      gone();
    } else if (found == 0) {
      await();
    }
  }

  private void gone() {
    Runnable run;
    synchronized (lock) {
      run = whenGone;
      whenGone = null;
    }
    if (run != null) {
      run.run();
    }
  }

  /** Less than 0 at the end, 0 when nothing came, more when the next request comes already. */
  private int look() {
    ByteBuffer ahead = BufferUtil.allocate(AHEAD_BYTES);
    int found = fill(ahead);
    if (found > 0 && getConnection() instanceof Connection.UpgradeTo http) {
      http.onUpgradeTo(ahead);
    }
    return found;
  }

  @Override
  public int fill(ByteBuffer buffer) {
    if (isInputShutdown()) {
      return -1;
    }
    int found = read(buffer);
    if (found > 0) {
      notIdle();
    } else if (found < 0) {
      ended();
      shutdownInput();
    }
    return found;
  }

  private int read(ByteBuffer buffer) {
    int position = BufferUtil.flipToFill(buffer);
    try {
      return getChannel().read(buffer);
    } catch (IOException reset) {
      lost();
      return -1;
    } finally {
      BufferUtil.flipToFlush(buffer, position);
    }
  }

  private void ended() {
    Receipt receipt = last;
    if (receipt == null || receipt.isSettled()) {
      return;
    }
    if (!receipt.isWritten()) {
      receipt.lost();
    } else if (!isOutputShutdown()) {
      probe.begin(receipt);
    }
  }

  /** The system tells nothing more of a connection that is closed here, so a probe goes before. */
  @Override
  public void doClose() {
    if (!probe.closeLater()) {
      super.doClose();
    }
  }

  private void closeAfterProbe() {
    super.doClose();
  }

  @Override
  protected void doShutdownOutput() {
    try {
      writeRest();
      getChannel().shutdownOutput();
    } catch (IOException reset) {
      lost();
    }
  }

  /** A response may end with its connection instead of with bytes of its own. */
  private void writeRest() throws IOException {
    ByteBuffer rest = tail.rest();
    while (rest.hasRemaining() && getChannel().write(rest) > 0) {
      notIdle();
    }
  }

  @Override
  public void onClose(@Nullable Throwable cause) {
    Receipt receipt = last;
    if (receipt != null && !receipt.isWritten()) {
      receipt.lost();
    }
    super.onClose(cause);
  }

  private void lost() {
    Receipt receipt = last;
    if (receipt != null) {
      receipt.lost();
    }
  }
}
