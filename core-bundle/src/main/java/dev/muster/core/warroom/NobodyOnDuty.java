package dev.muster.core.warroom;

import dev.muster.api.warroom.PersonRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** As long as there are no rotas. */
@Component(service = RoomDuty.class)
public final class NobodyOnDuty implements RoomDuty {
  @Override
  public List<PersonRef> onDuty(String tenant, String rota, Instant at) {
    return List.of();
  }

  @Override
  public Optional<Instant> nextChange(String tenant, String rota, Instant after) {
    return Optional.empty();
  }
}
