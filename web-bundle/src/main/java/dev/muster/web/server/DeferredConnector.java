package dev.muster.web.server;

import dev.muster.web.http.Limits;
import java.io.IOException;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A connector that starts with the server and listens only when it is told to. */
final class DeferredConnector extends ServerConnector {
  private static final long IDLE_MILLIS = 30_000;
  private static final int ACCEPT_QUEUE = 1_024;
  private static final int HEADER_BYTES = 16 * 1024;

  /** What an answer's header takes at first: nearly all fit into it. */
  private static final int FIRST_HEADER_BYTES = 4 * 1024;

  /** What is kept of buffers on the heap for the next requests. */
  private static final long KEPT_HEAP_BYTES = 2_000_000;

  /**
   * What is kept of buffers outside the heap: a header's and an input's for each of some 600
   * connections. What is dropped instead stays taken until the old generation is collected.
   */
  private static final long KEPT_DIRECT_BYTES = 8_000_000;

  /**
   * What the kernel may keep of answers that nobody takes, for one connection (Linux keeps twice as
   * much). Left to itself it takes megabytes, and the work of filling them.
   */
  private static final int SEND_BUFFER_BYTES = 64 * 1024;

  private volatile boolean released;
  private volatile boolean over;

  DeferredConnector(Server server, ListenerSettings settings, Connections connections) {
    super(server, null, null, buffers(), 1, 1, http(connections));
    setHost(settings.host());
    setPort(settings.port());
    setIdleTimeout(IDLE_MILLIS);
    setAcceptQueueSize(ACCEPT_QUEUE);
    setReuseAddress(true);
    setAcceptedSendBufferSize(SEND_BUFFER_BYTES);
    addEventListener(connections);
  }

  /** The least, the step and the greatest of a size are the server's own. */
  private static ByteBufferPool buffers() {
    return new ArrayByteBufferPool(
        -1, -1, -1, Integer.MAX_VALUE, KEPT_HEAP_BYTES, KEPT_DIRECT_BYTES);
  }

  private static HttpConnectionFactory http(Connections connections) {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setRequestHeaderSize(HEADER_BYTES);
    configuration.setResponseHeaderSize(FIRST_HEADER_BYTES);
    configuration.setMaxResponseHeaderSize(HEADER_BYTES);
    configuration.setOutputBufferSize(Limits.ANSWER_BUFFER_BYTES);
    configuration.setOutputAggregationSize(Limits.ANSWER_BUFFER_BYTES);
    // the cache holds 100 KB for each connection, and takes a cookie for an earlier one of the
    // connection that differs in case
    configuration.setHeaderCacheSize(0);
    configuration.setSendServerVersion(false);
    configuration.setSendXPoweredBy(false);
    // the product reads paths itself, more strictly, and answers what it refuses as it answers all
    configuration.setUriCompliance(UriCompliance.UNSAFE);
    configuration.addCustomizer(connections);
    return new HttpConnectionFactory(configuration);
  }

  /** The server opens all connectors before it starts them. */
  @Override
  public void open() throws IOException {
    if (released) {
      super.open();
    }
  }

  /**
   * Starts nothing until it is time: stopping what runs interrupts its acceptor, and an interrupt
   * that comes late closes the socket that the next one listens on.
   */
  @Override
  protected void doStart() throws Exception {
    if (released) {
      super.doStart();
    }
  }

  @Override
  protected void doStop() throws Exception {
    if (released) {
      super.doStop();
    }
  }

  /** A connector that runs opens no socket: it is started once more. */
  void startAccepting() throws IOException {
    if (released) {
      return;
    }
    try {
      stop();
      released = true;
      start();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  /** Those who are connected stay so. */
  void stopAccepting() {
    over = true;
    close();
  }

  /** That the socket was closed ends accepting and is no failure of it. */
  @Override
  protected boolean handleAcceptFailure(Throwable failure) {
    return !over && super.handleAcceptFailure(failure);
  }

  @Override
  public void accept(int acceptor) throws IOException {
    if (over) {
      setAccepting(false);
      return;
    }
    super.accept(acceptor);
  }
}
