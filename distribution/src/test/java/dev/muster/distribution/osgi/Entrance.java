package dev.muster.distribution.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Caller;
import dev.muster.api.ContributedClaims;
import dev.muster.api.Grants;
import dev.muster.api.IdentitySource.Association;
import dev.muster.api.IdentitySource.Mode;
import dev.muster.api.IdentitySource.Settings;
import dev.muster.api.IdentitySources;
import dev.muster.api.Interactions;
import dev.muster.api.Interactions.Answered;
import dev.muster.api.Interactions.Reply;
import dev.muster.api.SignIns;
import dev.muster.api.SignIns.Outcome;
import dev.muster.api.Tenants;
import dev.muster.api.User;
import dev.muster.api.Users;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** A tenant with a way in by a platform whose field is {@code company}, until it is closed. */
final class Entrance implements AutoCloseable {
  static final String SOURCE = "door";
  private static final Caller CALLER = new Caller("admin:test", "192.0.2.1", "entrance");

  private final BundleContext context;
  private final String tenant;

  Entrance(BundleContext context, String tenant, String platform) {
    this.context = context;
    this.tenant = tenant;
    service(Tenants.class).create(CALLER, tenant, tenant);
    service(IdentitySources.class)
        .create(
            CALLER,
            tenant,
            SOURCE,
            platform,
            Settings.of("Door", Set.of(SignInMethod.BROWSER))
                .withFields(Map.of("company", "acme")));
  }

  /** Somebody whose code is their id at the platform. */
  Outcome<Grants.AuthorizationCode> comesIn(String person) {
    SignIns signIns = service(SignIns.class);
    SignIns.Begun begun =
        signIns.begin(
            new SignIns.Begin(
                tenant,
                SOURCE,
                SignInMethod.BROWSER,
                URI.create("http://localhost/callback"),
                "en",
                ""));
    SignIns.Pending pending =
        signIns.open(tenant, SOURCE, begun.state(), begun.cookieValue()).orElseThrow();
    return signIns.finish(
        CALLER, pending, Secret.of(person), "Firefox", List.of(), Optional.empty());
  }

  /** From now on whoever comes for the first time is asked which account is theirs. */
  void asks() {
    service(IdentitySources.class)
        .change(
            CALLER,
            tenant,
            SOURCE,
            settings -> settings.withAssociation(new Association(Mode.ASK, List.of(), Set.of())),
            OptionalLong.empty());
  }

  /** Adds a user; returns their id. */
  String user(User.Profile profile) {
    return service(Users.class).create(CALLER, tenant, profile, Optional.empty()).value().id();
  }

  /** By what somebody who is asked can prove an account. */
  List<String> proofs(String person) {
    return asked(person).proofs();
  }

  private SignIns.Interaction asked(String person) {
    return ((Outcome.InteractionRequired<Grants.AuthorizationCode>) comesIn(person)).interaction();
  }

  /** Somebody proves an account by a code that is sent; returns whose they are then. */
  String provesByCode(String person, String username, Supplier<String> code) {
    Interactions interactions = service(Interactions.class);
    Interactions.Presenter presenter =
        new Interactions.Presenter(CALLER, tenant, "Firefox", List.of());
    Secret key = asked(person).key();
    assertThat(
            interactions.answer(
                presenter, key, new Reply.SendCode(username, "en"), Optional.empty()))
        .isInstanceOf(Answered.CodeSent.class);
    Answered<Grants.AuthorizationCode> answered =
        interactions.answer(
            presenter, key, new Reply.Code(Secret.of(code.get())), Optional.empty());
    Outcome<Grants.AuthorizationCode> outcome =
        ((Answered.Done<Grants.AuthorizationCode>) answered).outcome();
    return ((Outcome.SignedIn<Grants.AuthorizationCode>) outcome).user().id();
  }

  /** What hooks tell of somebody with an external id to a client that may see the profile. */
  Map<String, Object> claims() {
    User.Profile profile =
        User.Profile.builder("someone").externalId(Optional.of("e-4711")).build();
    return service(ContributedClaims.class)
        .of(
            tenant,
            new Grants.Access(
                "shop",
                Set.of("openid", "profile"),
                new User(
                    "u-1",
                    profile,
                    true,
                    false,
                    Instant.EPOCH,
                    Optional.empty(),
                    Instant.EPOCH,
                    Optional.empty()),
                Optional.empty(),
                Instant.EPOCH));
  }

  private <S> S service(Class<S> type) {
    ServiceReference<S> reference = context.getServiceReference(type);
    assertThat(reference).as(type.getName()).isNotNull();
    return context.getService(reference);
  }

  @Override
  public void close() {
    service(Tenants.class).delete(CALLER, tenant, OptionalLong.empty());
  }
}
