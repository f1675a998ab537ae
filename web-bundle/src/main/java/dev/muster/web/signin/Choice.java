package dev.muster.web.signin;

import dev.muster.api.Client;
import dev.muster.api.IdentitySources;
import dev.muster.api.IdentitySources.Offer;
import dev.muster.spi.SignInMethod;
import dev.muster.web.oidc.AuthorizeRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which sources somebody is offered.
 *
 * @param usable every source that works for this client in this browser
 * @param shown those that the page shows first: in a platform's own client, that platform's alone
 * @param taken the one that is taken without asking, if there is such a one
 */
record Choice(List<Offer> usable, List<Offer> shown, Optional<Offer> taken) {
  /** What somebody is offered who is on their way. */
  static Choice of(IdentitySources sources, SignInRequest signIn) {
    return of(
        sources.offers(signIn.tenant()),
        signIn.authorize().map(AuthorizeRequest::client),
        signIn.userAgent());
  }

  /**
   * Makes the choice.
   *
   * @param offers the tenant's sources
   * @param client for whom, if for a client
   * @param userAgent what the browser calls itself
   * @return what to offer
   */
  static Choice of(List<Offer> offers, Optional<Client> client, String userAgent) {
    String agent = userAgent.toLowerCase(Locale.ROOT);
    List<Offer> usable = new ArrayList<>();
    List<Offer> own = new ArrayList<>();
    for (Offer offer : offers) {
      if (client.isPresent() && !client.get().settings().allows(offer.id())) {
        continue;
      }
      boolean inApp = inApp(offer.methods(), offer.userAgentMarkers(), agent);
      if (inApp || offer.methods().contains(SignInMethod.BROWSER)) {
        usable.add(offer);
      }
      if (inApp) {
        own.add(offer);
      }
    }
    List<Offer> shown = own.isEmpty() ? usable : own;
    return new Choice(
        List.copyOf(usable),
        List.copyOf(shown),
        shown.size() == 1 ? Optional.of(shown.get(0)) : Optional.empty());
  }

  /** How somebody signs in by a source: in-app where they are in the platform's own client. */
  static SignInMethod method(Offer offer, String userAgent) {
    return method(offer.methods(), offer.userAgentMarkers(), userAgent);
  }

  /** The same for a source that is not offered. */
  static SignInMethod method(Set<SignInMethod> methods, Set<String> markers, String userAgent) {
    return inApp(methods, markers, userAgent.toLowerCase(Locale.ROOT))
        ? SignInMethod.IN_APP
        : SignInMethod.BROWSER;
  }

  private static boolean inApp(Set<SignInMethod> methods, Set<String> markers, String agent) {
    return methods.contains(SignInMethod.IN_APP) && markers.stream().anyMatch(agent::contains);
  }

  Optional<Offer> find(String id) {
    return usable.stream().filter(offer -> offer.id().equals(id)).findFirst();
  }
}
