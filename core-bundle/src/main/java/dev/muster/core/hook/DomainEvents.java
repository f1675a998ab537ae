package dev.muster.core.hook;

import dev.muster.api.AuditEvent;
import dev.muster.spi.DomainEvent;
import dev.muster.spi.DomainEvent.Account;
import dev.muster.spi.DomainEvent.BindingChange;
import dev.muster.spi.DomainEvent.IdentitySourceChanged;
import dev.muster.spi.DomainEvent.IdentityUnlinked;
import dev.muster.spi.DomainEvent.MobileAppChanged;
import dev.muster.spi.DomainEvent.Origin;
import dev.muster.spi.DomainEvent.Other;
import dev.muster.spi.DomainEvent.SignInRefused;
import dev.muster.spi.DomainEvent.SignedIn;
import dev.muster.spi.DomainEvent.UserChange;
import dev.muster.spi.DomainEvent.UserChanged;
import dev.muster.spi.SignInMethod;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What an audit event is to a listener. */
final class DomainEvents {
  private DomainEvents() {}

  static List<DomainEvent> of(AuditEvent event) {
    Origin origin =
        new Origin(
            event.id(),
            event.at(),
            event.tenant(),
            event.actor(),
            event.address(),
            event.correlationId());
    String id = event.subject().substring(event.subject().indexOf(':') + 1);
    Map<String, String> detail = event.detail();
    return switch (event.action()) {
      case "sign-in.succeeded" -> signedIn(origin, id, detail);
      case "sign-in.refused" ->
          List.of(new SignInRefused(origin, id, detail.getOrDefault("reason", "")));
      case "user.created" -> List.of(new UserChanged(origin, id, UserChange.CREATED));
      case "user.changed" -> List.of(new UserChanged(origin, id, UserChange.CHANGED));
      case "user.disabled" -> List.of(new UserChanged(origin, id, UserChange.DISABLED));
      case "user.enabled" -> List.of(new UserChanged(origin, id, UserChange.ENABLED));
      case "user.deleted" -> List.of(new UserChanged(origin, id, UserChange.DELETED));
      case "user.identity-unlinked" ->
          List.of(
              new IdentityUnlinked(
                  origin,
                  id,
                  detail.getOrDefault("platform", ""),
                  detail.getOrDefault("platformTenant", ""),
                  detail.getOrDefault("platformUserId", "")));
      case "mobile-app.created" -> List.of(new MobileAppChanged(origin, id, BindingChange.CREATED));
      case "mobile-app.changed", "mobile-app.keys-modified" ->
          List.of(new MobileAppChanged(origin, id, BindingChange.CHANGED));
      case "mobile-app.deleted" -> List.of(new MobileAppChanged(origin, id, BindingChange.DELETED));
      case "identity-source.created" ->
          List.of(new IdentitySourceChanged(origin, id, BindingChange.CREATED));
      case "identity-source.changed" ->
          List.of(new IdentitySourceChanged(origin, id, BindingChange.CHANGED));
      case "identity-source.deleted" ->
          List.of(new IdentitySourceChanged(origin, id, BindingChange.DELETED));
      default -> List.of(new Other(origin, event.action(), event.subject(), detail));
    };
  }

  private static List<DomainEvent> signedIn(
      Origin origin, String user, Map<String, String> detail) {
    SignInMethod method =
        Arrays.stream(SignInMethod.values())
            .filter(each -> each.id().equals(detail.get("method")))
            .findFirst()
            .orElse(SignInMethod.BROWSER);
    Account account =
        Account.valueOf(detail.getOrDefault("account", "returning").toUpperCase(Locale.ROOT));
    DomainEvent signedIn =
        new SignedIn(origin, user, detail.getOrDefault("source", ""), method, account);
    return account == Account.CREATED
        ? List.of(new UserChanged(origin, user, UserChange.CREATED), signedIn)
        : List.of(signedIn);
  }
}
