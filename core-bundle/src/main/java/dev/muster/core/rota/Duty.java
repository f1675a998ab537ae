package dev.muster.core.rota;

import dev.muster.api.warroom.PersonRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who is on duty. A rota that is not there has nobody, now and ever. */
public interface Duty {
  /**
   * Whether there is a rota.
   *
   * @param tenant the tenant's id
   * @param rota the rota's id, however odd
   */
  boolean exists(String tenant, String rota);

  /**
   * Who is on duty at a moment.
   *
   * @param tenant the tenant's id
   * @param rota the rota's id, however odd
   * @param at the moment
   * @return each once, in the order of shifts; empty if nobody
   */
  List<PersonRef> onDuty(String tenant, String rota, Instant at);

  /**
   * When others are on duty than at a moment; looks no farther than asked, for a rota may be long.
   *
   * @param tenant the tenant's id
   * @param rota the rota's id, however odd
   * @param after the moment
   * @param until how far to look
   * @return the first moment after it and before the end; empty if it stays as it is until then
   */
  Optional<Instant> nextChange(String tenant, String rota, Instant after, Instant until);
}
