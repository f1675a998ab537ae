package dev.muster.spi.alert;

import java.io.IOException;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * How a monitoring system writes alerts. Registered as a service; what is sent to {@code
 * /t/{tenant}/alerts/{key}/{id}} is read by it for as long as it is there, and answered 404 after
 * that.
 *
 * @implSpec For any thread, eight at a time. Pure: it asks nobody, waits for nothing and keeps
 *     nothing. It has 5 s for a message; after that its thread is interrupted, the body ends, and
 *     the sender is asked to send it again. What anybody may send is bounded by 10 MB, not by what
 *     it becomes: read it piece by piece, and keep of it what is asked for.
 */
@ConsumerType
public interface AlertFormat {
  /**
   * What addresses call it.
   *
   * @return {@code [a-z][a-z0-9-]{0,30}}, never changed; those of the product's own are taken
   */
  String id();

  /**
   * The media types that it reads.
   *
   * @return one or more, in lower case, without parameters
   */
  default Set<String> mediaTypes() {
    return Set.of("application/json");
  }

  /**
   * Reads what was sent.
   *
   * @param request what was sent, by somebody who has the key of an intake
   * @return what it says; without groups if nothing follows from it. What is longer or more than
   *     the product keeps is cut
   * @throws AlertFormatException if nothing can be made of it, which the sender is told; so is
   *     whoever sent what makes it throw something else, without a reason
   * @throws IOException what reading the body throws
   */
  AlertMessage read(AlertRequest request) throws IOException;
}
