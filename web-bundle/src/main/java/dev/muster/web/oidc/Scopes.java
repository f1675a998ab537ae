package dev.muster.web.oidc;

import dev.muster.api.Client;
import dev.muster.api.Client.GrantType;
import dev.muster.api.Grants;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The scopes there are (OpenID Connect Core, sections 5.4 and 11, and one of ours). */
final class Scopes {
  static final String OPENID = "openid";
  static final String PROFILE = "profile";
  static final String EMAIL = "email";
  static final String PHONE = "phone";

  /** The account at the platform. */
  static final String PLATFORM = "platform";

  static final String OFFLINE_ACCESS = Grants.OFFLINE_ACCESS;

  private Scopes() {}

  /** The scopes in a parameter's value, however odd. */
  static Set<String> read(String value) {
    return Set.copyOf(new HashSet<>(List.of(value.strip().split(" +", -1))));
  }

  /** What a client is given of what it asks for: what is there and it is registered for. */
  static Set<String> allowed(Client.Settings client, Set<String> asked) {
    Set<String> scope = new HashSet<>(asked);
    scope.retainAll(Client.Settings.SCOPES);
    scope.retainAll(client.scopes());
    if (!client.grantTypes().contains(GrantType.REFRESH_TOKEN)) {
      scope.remove(OFFLINE_ACCESS);
    }
    scope.add(OPENID);
    return scope;
  }
}
