package dev.muster.launcher;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * The listener of the web bundle, which opens last and closes first. It is a service, asked by name
 * and method: the launcher has no class of any bundle.
 */
final class Listener {
  private static final String SERVICE = "dev.muster.web.server.Listener";

  private final BundleContext context;

  Listener(BundleContext context) {
    this.context = context;
  }

  /**
   * Lets everybody in.
   *
   * @throws StartFailure if it cannot be listened
   */
  void open() throws StartFailure {
    ServiceReference<?> reference = context.getServiceReference(SERVICE);
    Object listener = reference == null ? null : context.getService(reference);
    if (listener == null) {
      throw new StartFailure("no bundle offers " + SERVICE + "; the log says why");
    }
    try {
      listener.getClass().getMethod("open").invoke(listener);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IOException cause) {
        throw new StartFailure("http.port: cannot listen there: " + cause.getMessage());
      }
      throw new IllegalStateException(SERVICE + " does not open", e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(SERVICE + " cannot be asked", e);
    }
  }

  /**
   * Lets nobody in any more, where anybody was let in.
   *
   * @param grace how long load balancers may take to notice; requests are answered meanwhile
   * @param drain how long answers may take after that
   */
  void close(Duration grace, Duration drain) {
    ServiceReference<?> reference = context.getServiceReference(SERVICE);
    Object listener = reference == null ? null : context.getService(reference);
    if (listener == null) {
      return;
    }
    try {
      listener
          .getClass()
          .getMethod("close", long.class, long.class)
          .invoke(listener, grace.toMillis(), drain.toMillis());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(SERVICE + " does not close", e);
    }
  }
}
