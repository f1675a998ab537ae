package dev.muster.core.outgoing;

import dev.muster.core.outgoing.OutgoingException.Reason;
import dev.muster.spi.Deadline;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLSocketFactory;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Calls to addresses that somebody entered. Each is judged by {@link Destinations} when it is
 * called, and goes to the very address that was judged: a client that looks a name up by itself may
 * find another one. No redirect is followed, no proxy asked, no answer is larger than the call
 * says.
 */
@Component(service = OutgoingCalls.class)
public final class OutgoingCalls implements AutoCloseable {
  /** The longest that a call takes, from looking the name up to the last byte of the answer. */
  public static final Duration LONGEST = Duration.ofSeconds(5);

  /**
   * How many are under way at a time. A name server that hangs holds a thread for longer than the
   * call takes.
   */
  private static final int MOST = 64;

  private static final Duration QUIET = Duration.ofSeconds(10);

  private final Destinations destinations;
  private final SSLSocketFactory tls;
  private final int most;
  private final ExecutorService threads;
  private @Nullable CloseableHttpClient client;

  /** Made by Declarative Services. */
  @Activate
  public OutgoingCalls(@Reference Destinations destinations) {
    this(destinations, (SSLSocketFactory) SSLSocketFactory.getDefault(), MOST);
  }

  private OutgoingCalls(Destinations destinations, SSLSocketFactory tls, int most) {
    this.destinations = destinations;
    this.tls = tls;
    this.most = most;
    this.threads =
        new ThreadPoolExecutor(
            0,
            most,
            QUIET.toMillis(),
            TimeUnit.MILLISECONDS,
            new SynchronousQueue<>(),
            work -> {
              Thread thread = new Thread(work, "muster-outgoing");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Makes it. No public constructor: Declarative Services report one of as many parameters as
   * theirs.
   *
   * @param destinations judges addresses
   * @return what calls them
   */
  public static OutgoingCalls to(Destinations destinations) {
    return new OutgoingCalls(destinations);
  }

  /** Makes it, trusting whom a factory trusts, with so many calls at a time. */
  static OutgoingCalls of(Destinations destinations, SSLSocketFactory tls, int most) {
    return new OutgoingCalls(destinations, tls, most);
  }

  /**
   * Makes a call. Blocks, until the deadline and for {@link #LONGEST} at the most.
   *
   * @param call what is sent, and where to
   * @param given by when the answer is there
   * @return the answer, of whatever status
   * @throws OutgoingException if there is none
   */
  public OutgoingAnswer send(OutgoingCall call, Deadline given) throws OutgoingException {
    Deadline deadline = given.atMost(LONGEST);
    try (OutgoingExchange exchange = new OutgoingExchange(destinations, client(), call, deadline)) {
      Future<OutgoingAnswer> answer = threads.submit(exchange::make);
      try {
        return answer.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
      } finally {
        var unused = answer.cancel(true);
      }
    } catch (RejectedExecutionException e) {
      throw new OutgoingException(Reason.BUSY, "Too many calls are under way.");
    } catch (TimeoutException e) {
      throw timeout(call);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OutgoingException(Reason.UNREACHABLE, "The call was interrupted.");
    } catch (ExecutionException e) {
      if (deadline.passed()) {
        throw timeout(call);
      }
      throw e.getCause() instanceof OutgoingException failure
          ? failure.again()
          : new OutgoingException(Reason.UNREACHABLE, call.host() + " could not be called.");
    }
  }

  /** Made when first used: many installations call nobody, and none does while it starts. */
  private synchronized CloseableHttpClient client() {
    if (client == null) {
      client = OutgoingConnections.client(tls, most);
    }
    return client;
  }

  private static OutgoingException timeout(OutgoingCall call) {
    return new OutgoingException(Reason.TIMEOUT, call.host() + " did not answer in time.");
  }

  /** Ends what is under way. */
  @Deactivate
  @Override
  public synchronized void close() {
    threads.shutdownNow();
    if (client != null) {
      client.close(CloseMode.IMMEDIATE);
    }
  }
}
