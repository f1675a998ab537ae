package dev.muster.core.account;

import dev.muster.api.PasswordSignIns;
import dev.muster.core.source.SourceSessions;
import dev.muster.core.store.Stored;
import dev.muster.core.user.IdentityRecord;
import dev.muster.core.user.UserRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What lets a person in to their account, asked wherever they take a part of that away. An identity
 * does while its source is enabled, whether or not its platform can be reached right now; a
 * password does where the tenant lets people sign in with one.
 */
@Component(service = WaysIn.class)
public final class WaysIn {
  private final SourceSessions sources;

  /** Made by Declarative Services. */
  @Activate
  public WaysIn(@Reference SourceSessions sources) {
    this.sources = sources;
  }

  /**
   * Looks for a way in.
   *
   * @param tenant the tenant's id
   * @param user the person's user, whom the commit writes
   * @param identities the identities that the person will have
   * @return what a commit has to rest on so that there is one when it is stored; empty if there is
   *     none
   */
  Optional<List<Stored<?>>> left(
      String tenant, UserRecord user, List<Stored<IdentityRecord>> identities) {
    for (Stored<IdentityRecord> identity : identities) {
      if (identity.value().isAbsent()) {
        continue;
      }
      Optional<Stored<Instant>> source =
          sources.validFrom(tenant, identity.value().identitySource());
      if (source.isPresent()) {
        return Optional.of(List.of(identity, source.get()));
      }
    }
    return user.password().isPresent()
        ? sources
            .validFrom(tenant, PasswordSignIns.SOURCE)
            .map(source -> List.<Stored<?>>of(source))
        : Optional.empty();
  }
}
