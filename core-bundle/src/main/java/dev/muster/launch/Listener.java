package dev.muster.launch;

import java.io.IOException;
import java.time.Duration;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The one HTTP listener. Whoever starts the process opens it when everything else stands, and
 * closes it before anything else goes, so nobody ever meets a server without the product.
 */
@ConsumerType
public interface Listener {
  /**
   * Lets everybody in.
   *
   * @return the port
   * @throws IOException if the port cannot be listened on, or the server is not there
   */
  int open() throws IOException;

  /**
   * Lets nobody in any more: says at {@code /readyz} that this is over, answers what is still sent
   * here until load balancers have noticed, closes, and waits for what is being answered. Does
   * nothing where nobody was let in.
   *
   * @param grace how long load balancers may take
   * @param drain how long answers may take after that
   */
  void close(Duration grace, Duration drain) throws InterruptedException;
}
