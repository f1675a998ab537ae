package dev.muster.core.clock;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.propertytypes.ServiceRanking;

/**
 * The time, in milliseconds: what is stored keeps no more, and what was compared before it was
 * stored has to compare alike afterwards. Ranked so that no other bundle's clock takes its place.
 */
@Component(service = InstantSource.class)
@ServiceRanking(Integer.MAX_VALUE)
public final class SystemClock implements InstantSource {
  private final Clock clock = Clock.tickMillis(ZoneOffset.UTC);

  @Override
  public Instant instant() {
    return clock.instant();
  }
}
