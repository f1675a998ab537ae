package dev.muster.core.signin;

import dev.muster.api.Caller;
import dev.muster.api.CodeWays;
import dev.muster.api.Grants.AuthorizationCode;
import dev.muster.api.IdentitySource;
import dev.muster.api.Interactions.Presenter;
import dev.muster.api.PasswordRecovery;
import dev.muster.api.SignIns.Outcome;
import dev.muster.core.code.OneTimeCodes;
import dev.muster.core.code.OneTimeCodes.Flow;
import dev.muster.core.code.Purpose;
import dev.muster.core.secret.Digests;
import dev.muster.core.store.Stored;
import dev.muster.core.user.Accounts;
import dev.muster.core.user.UserRecord;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * A lost password: the code stands for it once, in a sign-in that waits for another one. So
 * policies are asked here as well, and whoever was disabled meanwhile does not come in.
 */
@Component(service = PasswordRecovery.class)
public final class StoredPasswordRecovery implements PasswordRecovery {
  private final PasswordSource source;
  private final OneTimeCodes codes;
  private final SignInDispatcher dispatcher;
  private final Accounts accounts;
  private final Digests digests;

  /** Made by Declarative Services. */
  @Activate
  public StoredPasswordRecovery(
      @Reference PasswordSource source,
      @Reference OneTimeCodes codes,
      @Reference SignInDispatcher dispatcher,
      @Reference Accounts accounts,
      @Reference Digests digests) {
    this.source = source;
    this.codes = codes;
    this.dispatcher = dispatcher;
    this.accounts = accounts;
    this.digests = digests;
  }

  @Override
  public boolean isOffered(String tenant) {
    return source.find(tenant).isPresent() && !ways(tenant).isEmpty();
  }

  @Override
  public CodeWays ways(String tenant) {
    return codes.ways(tenant);
  }

  @Override
  public Secret sendCode(Caller caller, String tenant, String username, String language) {
    Secret key = digests.newToken();
    codes.send(caller, flow(tenant, key), username, language);
    return key;
  }

  private Flow flow(String tenant, Secret key) {
    return new Flow(tenant, Purpose.RECOVERY, key).restingOn(source.validFrom(tenant));
  }

  @Override
  public Entered enter(Presenter presenter, Secret key, Secret code, Optional<String> clientId) {
    String tenant = presenter.tenant();
    Optional<IdentitySource> on = source.find(tenant);
    if (on.isEmpty()) {
      return new Entered.Wrong(0);
    }
    Flow flow = flow(tenant, key);
    OneTimeCodes.Entered entered = codes.enter(presenter.caller(), flow, code);
    if (entered instanceof OneTimeCodes.Entered.Wrong wrong) {
      return new Entered.Wrong(wrong.left());
    }
    // somebody without a password has none to recover: by a mailbox alone nobody gets a first one
    return accounts
        .users()
        .find(tenant, ((OneTimeCodes.Entered.Right) entered).user())
        .filter(user -> user.value().password().isPresent())
        .map(
            user ->
                recovers(
                    presenter,
                    on.get(),
                    user,
                    UsedPassword.recovered(user.value(), flow.basis()),
                    clientId))
        .orElseGet(() -> new Entered.Wrong(0));
  }

  private Entered recovers(
      Presenter presenter,
      IdentitySource on,
      Stored<UserRecord> user,
      Map<String, String> proofs,
      Optional<String> clientId) {
    SignInContext context =
        new SignInContext(
            presenter.caller(),
            presenter.tenant(),
            on,
            SignInMethod.BROWSER,
            Optional.empty(),
            presenter.userAgent(),
            presenter.replaced(),
            clientId,
            Optional.empty());
    SignInProgress progress =
        new SignInProgress(context, PasswordSource.person(presenter.tenant(), user), false, proofs);
    Outcome<AuthorizationCode> outcome =
        dispatcher.interaction(progress, ChangeStep.NAME, ChangeStep.NEED);
    return outcome instanceof Outcome.InteractionRequired<AuthorizationCode> required
        ? new Entered.Right(required.interaction())
        : new Entered.Wrong(0);
  }
}
