package com.example.muster.hooks;

import dev.muster.spi.hook.ClaimsContributor;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** Tells applications that ask for the profile the number that the personnel system knows. */
@Component
public final class StaffNumbers implements ClaimsContributor {
  @Override
  public Map<String, Object> claims(Subject subject) {
    Optional<String> number = subject.externalId();
    return subject.scope().contains("profile") && number.isPresent()
        ? Map.of("staff_number", number.get())
        : Map.of();
  }
}
