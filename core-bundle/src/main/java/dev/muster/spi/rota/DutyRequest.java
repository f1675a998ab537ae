package dev.muster.spi.rota;

import dev.muster.spi.Deadline;
import java.time.Instant;
import org.osgi.annotation.versioning.ProviderType;

/** Of which schedule and time it is asked who is on duty. */
@ProviderType
public interface DutyRequest {
  /** {@return the id of the tenant whose rota it is} */
  String tenant();

  /** {@return what the rota calls the schedule, 1 to 200 characters that somebody entered} */
  String schedule();

  /** {@return when the time begins, inclusive} */
  Instant from();

  /** {@return when it ends, exclusive; after its beginning, by 92 days at most} */
  Instant to();

  /**
   * {@return until when the answer is waited for} After that the thread is interrupted and the call
   * has failed: what is left of it is the longest that a call to the other system may take.
   */
  Deadline deadline();
}
