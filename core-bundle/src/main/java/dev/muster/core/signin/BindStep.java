package dev.muster.core.signin;

import dev.muster.api.Clients;
import dev.muster.api.IdentitySource;
import dev.muster.api.IdentitySources;
import dev.muster.api.Versioned;
import dev.muster.core.code.CodeOffer;
import dev.muster.core.policy.Decision.Ask;
import dev.muster.core.signin.SignInStep.Need;
import dev.muster.spi.SignInMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Asks a person whether they have an account already, and which. */
@Component(service = BindStep.class)
public final class BindStep {
  private static final String BIND = "bind";
  static final String BIND_OR_CREATE = "bind-or-create";

  /** Of a tenant's sources so many are looked at for another one that an app can use. */
  private static final int MOST_SOURCES = 200;

  private final IdentitySources sources;
  private final Clients clients;
  private final CodeOffer codes;

  /** Made by Declarative Services. */
  @Activate
  public BindStep(
      @Reference IdentitySources sources, @Reference Clients clients, @Reference CodeOffer codes) {
    this.sources = sources;
    this.clients = clients;
    this.codes = codes;
  }

  /** What somebody is asked who came in this way. */
  Need need(SignInContext context, Ask ask) {
    List<String> proofs = new ArrayList<>(List.of(Chosen.PASSWORD));
    if (!codes.ways(context.tenant()).isEmpty()) {
      proofs.add(Chosen.CODE);
    }
    if (others(context).findAny().isPresent()) {
      proofs.add(Chosen.IDENTITY_SOURCE);
    }
    return new Need(ask.mayCreate() ? BIND_OR_CREATE : BIND, proofs);
  }

  /** The ids of the other sources at which the person could show who they are. */
  private Stream<String> others(SignInContext context) {
    return usable(context)
        .filter(mayProve(context.tenant(), context.clientId(), context.source().id()));
  }

  /**
   * Whether a source is one at which somebody can show who they are: another than the one by which
   * they came, and, where they came for a client, one that it takes.
   */
  Predicate<String> mayProve(String tenant, Optional<String> clientId, String source) {
    Predicate<String> allowed =
        clientId
            .<Predicate<String>>map(
                id ->
                    clients
                        .find(tenant, id)
                        .map(Versioned::value)
                        .<Predicate<String>>map(client -> client.settings()::allows)
                        .orElse(other -> false))
            .orElse(other -> true);
    return allowed.and(other -> !other.equals(source));
  }

  private Stream<String> usable(SignInContext context) {
    return context.method() == SignInMethod.MOBILE
        ? sources.list(context.tenant(), MOST_SOURCES, Optional.empty()).items().stream()
            .map(Versioned::value)
            .filter(source -> source.settings().enabled())
            .filter(source -> source.settings().methods().contains(SignInMethod.MOBILE))
            .map(IdentitySource::id)
        : sources.offers(context.tenant()).stream().map(IdentitySources.Offer::id);
  }
}
