package dev.muster.web.server;

import dev.muster.api.Installation;
import dev.muster.api.Metrics;
import dev.muster.launch.Listener;
import dev.muster.launch.Readiness;
import dev.muster.web.http.ServerAnswers;
import dev.muster.web.http.TrustedProxies;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.felix.http.jetty.ConnectorFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listener: a connector of the embedded server that the launcher opens and closes. */
@Component(
    service = {Listener.class, ConnectorFactory.class},
    immediate = true)
public final class HttpListener implements Listener, ConnectorFactory {
  private static final Logger LOG = LoggerFactory.getLogger(HttpListener.class);
  private static final long LOOK_MILLIS = 500;
  private static final long DRAIN_LOOK_MILLIS = 20;

  private final BundleContext context;
  private final ListenerSettings settings;
  private final Connections connections;
  private final ErrorAnswers errors;
  private final ScheduledExecutorService watcher;
  private @Nullable DeferredConnector connector;
  private boolean closed;

  /**
   * Makes it; nothing is open yet.
   *
   * @param context the launcher's settings
   * @param installation settings
   * @param metrics where connections are counted that were closed
   */
  @Activate
  public HttpListener(
      BundleContext context, @Reference Installation installation, @Reference Metrics metrics) {
    this.context = context;
    this.settings =
        ListenerSettings.of(key -> Optional.ofNullable(context.getProperty("muster." + key)));
    this.connections =
        new Connections(
            settings.perAddress(),
            ListenerSettings.CONNECTIONS,
            TrustedProxies.of(installation),
            metrics,
            System::nanoTime);
    this.errors = new ErrorAnswers(new ServerAnswers(installation));
    this.watcher =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "muster-connections");
              thread.setDaemon(true);
              return thread;
            });
    var unused =
        watcher.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      connections.look();
    } catch (RuntimeException | Error e) { // it would end the schedule
      LOG.warn("Looking for connections that are too slow failed; it is tried again", e);
    }
  }

  @Deactivate
  void stop() {
    watcher.shutdownNow();
  }

  /** The server asks for its connector as it starts. */
  @Override
  public synchronized Connector createConnector(Server server) {
    // its own, without which it does not start, is on a port of the loopback address that it chose
    for (Connector standIn : server.getConnectors()) {
      try {
        standIn.stop();
      } catch (Exception e) {
        throw new IllegalStateException("The server's own connector does not stop", e);
      }
      server.removeConnector(standIn);
    }
    errors.serve(server);
    DeferredConnector made = new DeferredConnector(server, settings, connections);
    connector = made;
    return made;
  }

  @Override
  public synchronized int open() throws IOException {
    DeferredConnector known = connector;
    if (known == null || closed) {
      throw new IOException("the HTTP server has not started; the log says why");
    }
    known.startAccepting();
    return known.getLocalPort();
  }

  @Override
  public void close(Duration grace, Duration drain) throws InterruptedException {
    DeferredConnector known;
    synchronized (this) {
      known = connector;
      if (closed || known == null || !known.isOpen()) {
        closed = true;
        return;
      }
      closed = true;
    }
    Readiness stopping = () -> Map.of("stopping", "The process is stopping.");
    context.registerService(Readiness.class, stopping, null);
    connections.askToClose();
    pause(grace.toMillis());
    known.stopAccepting();
    long end = System.nanoTime() + drain.toNanos();
    while (connections.busy() > 0 && System.nanoTime() < end) {
      pause(DRAIN_LOOK_MILLIS);
    }
    if (connections.busy() > 0) {
      LOG.warn("{} requests were not answered in time", connections.busy());
    }
  }

  private static void pause(long millis) throws InterruptedException {
    if (new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException();
    }
  }
}
