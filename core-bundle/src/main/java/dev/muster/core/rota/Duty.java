package dev.muster.core.rota;

import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.Rota.Reading;
import dev.muster.spi.Deadline;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who is on duty. A rota that is not there has nobody, now and ever. Of one with a source it is who
 * that said last: nothing but {@link #ask} asks it.
 */
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

  /**
   * How the source of a rota was read.
   *
   * @param tenant the tenant's id
   * @param rota the rota's id, however odd
   * @return empty for a rota without a source, and for one that is not there
   */
  Optional<Sourced> sourced(String tenant, String rota);

  /**
   * Asks the source of a rota, unless that was done a moment ago, and keeps what becomes of it.
   * Takes as long as the source likes: never called where a commit waits.
   *
   * @param tenant the tenant's id
   * @param rota the rota's id, however odd; nothing happens if it has no source
   * @param deadline when to be back
   */
  void ask(String tenant, String rota, Deadline deadline);

  /**
   * A rota with a source.
   *
   * @param displayName what people call the rota
   * @param source the source's id
   * @param reading how it was read
   * @param isKnown whether it ever said who is on duty now
   */
  record Sourced(String displayName, String source, Reading reading, boolean isKnown) {}
}
