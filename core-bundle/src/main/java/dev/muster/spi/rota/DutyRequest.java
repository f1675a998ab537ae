package dev.muster.spi.rota;

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
}
