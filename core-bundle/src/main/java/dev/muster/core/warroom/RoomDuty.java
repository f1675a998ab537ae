package dev.muster.core.warroom;

import dev.muster.api.warroom.PersonRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who is on duty. */
public interface RoomDuty {
  /** Who is on duty by a rota at a time; nobody where there is no such rota. */
  List<PersonRef> onDuty(String tenant, String rota, Instant at);

  /** When that changes next; empty if it does not, as far as anybody knows. */
  Optional<Instant> nextChange(String tenant, String rota, Instant after);
}
