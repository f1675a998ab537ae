package dev.muster.web.signin;

import dev.muster.api.Brandings;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import java.util.Optional;

/** How the pages of each tenant look. */
final class Looks {
  private final Brandings brandings;

  Looks(Brandings brandings) {
    this.brandings = brandings;
  }

  Optional<Look> find(String tenant) {
    return brandings.find(tenant).map(branding -> Look.of(tenant, branding.value()));
  }

  Look require(String tenant) {
    return find(tenant).orElseThrow(() -> ProblemException.notFound(Resource.TENANT));
  }
}
