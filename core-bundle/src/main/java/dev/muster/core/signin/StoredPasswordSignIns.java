package dev.muster.core.signin;

import dev.muster.api.Clients;
import dev.muster.api.Grants;
import dev.muster.api.Grants.AuthorizationCode;
import dev.muster.api.IdentitySource;
import dev.muster.api.Interactions;
import dev.muster.api.Interactions.Presenter;
import dev.muster.api.Metrics;
import dev.muster.api.PasswordSignIns;
import dev.muster.api.ProblemException;
import dev.muster.api.SignIns.Outcome;
import dev.muster.core.check.FieldErrors;
import dev.muster.core.grant.Granting;
import dev.muster.core.grant.Issuer;
import dev.muster.core.password.PasswordRules;
import dev.muster.core.password.PasswordRules.Owner;
import dev.muster.core.signin.SignInDispatcher.Resumption;
import dev.muster.core.statistics.Tally;
import dev.muster.core.store.Stored;
import dev.muster.core.user.Accounts;
import dev.muster.core.user.HashTurns.Party;
import dev.muster.core.user.PasswordHash;
import dev.muster.core.user.UserRecord;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.Text;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sign-ins by password, through the same steps as those by a platform. */
@Component(service = PasswordSignIns.class)
public final class StoredPasswordSignIns implements PasswordSignIns {
  private static final Logger LOG = LoggerFactory.getLogger(StoredPasswordSignIns.class);

  private final PasswordSource source;
  private final PasswordProof proofs;
  private final PasswordHash passwords;
  private final PasswordRules rules;
  private final SignInDispatcher dispatcher;
  private final SignInCompletion completion;
  private final Accounts accounts;
  private final Clients clients;
  private final Issuer issuer;
  private final SignInFigures figures;

  /** Made by Declarative Services. */
  @Activate
  public StoredPasswordSignIns(
      @Reference PasswordSource source,
      @Reference PasswordProof proofs,
      @Reference PasswordHash passwords,
      @Reference PasswordRules rules,
      @Reference SignInDispatcher dispatcher,
      @Reference SignInCompletion completion,
      @Reference Accounts accounts,
      @Reference Clients clients,
      @Reference Issuer issuer,
      @Reference Metrics metrics,
      @Reference Tally tally) {
    this.source = source;
    this.proofs = proofs;
    this.passwords = passwords;
    this.rules = rules;
    this.dispatcher = dispatcher;
    this.completion = completion;
    this.accounts = accounts;
    this.clients = clients;
    this.issuer = issuer;
    this.figures = new SignInFigures(metrics, tally);
  }

  @Override
  public boolean isOn(String tenant) {
    return source.find(tenant).isPresent();
  }

  @Override
  public Answer signIn(
      Presenter presenter, Presented presented, Optional<Grants.Request.Code> grant) {
    String tenant = presenter.tenant();
    String onSince = source.validFrom(tenant);
    Optional<IdentitySource> on =
        source.find(tenant).filter(any -> grant.stream().allMatch(it -> takes(tenant, it)));
    if (on.isEmpty()) {
      return new Answer.Off();
    }
    PasswordProof.Attempt attempt =
        proofs.attempt(presenter.caller(), tenant, presented.username(), presented.browser());
    Optional<Stored<UserRecord>> user = attempt.proves(presented.password());
    if (user.isEmpty()) {
      Outcome<AuthorizationCode> unused =
          figures.counted(tenant, on, new Outcome.Invalid<AuthorizationCode>());
      return new Answer.Wrong();
    }
    SignInContext context =
        new SignInContext(
            presenter.caller(),
            tenant,
            on.get(),
            SignInMethod.BROWSER,
            Optional.empty(),
            presenter.userAgent(),
            presenter.replaced(),
            grant.map(Grants.Request::clientId),
            Optional.empty());
    SignInProgress progress =
        new SignInProgress(
            context,
            PasswordSource.person(tenant, user.get()),
            false,
            UsedPassword.of(
                user.get().value(), onSince, renewed(tenant, user.get(), presented.password())));
    Outcome<AuthorizationCode> outcome =
        dispatcher.next(
            context,
            new dev.muster.core.signin.Answer.Member(progress),
            grant.map(issuer::code).orElseGet(Granting::nothing));
    return new Answer.Right(
        figures.counted(tenant, on, outcome), proofs.browser(tenant, user.get().key().id()));
  }

  private boolean takes(String tenant, Grants.Request.Code grant) {
    return clients
        .find(tenant, grant.clientId())
        .filter(client -> client.value().settings().allows(SOURCE))
        .isPresent();
  }

  /** Empty also where too many are hashed at the moment: there is another sign-in. */
  private Optional<String> renewed(String tenant, Stored<UserRecord> stored, Secret password) {
    UserRecord user = stored.value();
    if (user.passwordChange() || !user.password().map(passwords::isOutdated).orElse(false)) {
      return Optional.empty();
    }
    try {
      return Optional.of(passwords.hash(Party.choice(tenant, stored.key().id()), password));
    } catch (ProblemException e) {
      LOG.debug("A password is hashed anew at another sign-in", e);
      return Optional.empty();
    }
  }

  @Override
  public Optional<Change> waiting(String tenant, Secret key, Optional<String> clientId) {
    return completion
        .waiting(tenant, key)
        .map(Stored::value)
        .filter(waiting -> waiting.clientId().equals(clientId))
        .filter(StoredPasswordSignIns::isChange)
        .flatMap(
            waiting ->
                user(tenant, waiting)
                    .map(
                        user ->
                            new Change(
                                user.value().profile().username(),
                                UsedPassword.isRecovered(waiting.proofs()))));
  }

  private static boolean isChange(WaitingSignIn waiting) {
    return waiting.step().equals(ChangeStep.NAME)
        && waiting.directScope().isEmpty()
        && waiting.attempts() < Interactions.MAX_ATTEMPTS;
  }

  /** Whose password it is: of whoever came in with it, or proved an account by it. */
  private Optional<Stored<UserRecord>> user(String tenant, WaitingSignIn waiting) {
    return (PasswordSource.is(waiting.source())
            ? Optional.of(waiting.person().userId())
            : dev.muster.core.signin.Chosen.of(waiting.proofs())
                .flatMap(dev.muster.core.signin.Chosen::user))
        .flatMap(id -> accounts.users().find(tenant, id));
  }

  @Override
  public Chosen choose(
      Presenter presenter, Secret key, Secret password, Optional<Grants.Request.Code> grant) {
    Outcome<AuthorizationCode> outcome = chosen(presenter, key, password, grant);
    return new Chosen(
        outcome,
        outcome instanceof Outcome.SignedIn<AuthorizationCode> in
            ? Optional.of(proofs.browser(presenter.tenant(), in.user().id()))
            : Optional.empty());
  }

  private Outcome<AuthorizationCode> chosen(
      Presenter presenter, Secret key, Secret password, Optional<Grants.Request.Code> grant) {
    String tenant = presenter.tenant();
    Resumption request =
        new Resumption(
            presenter.caller(),
            tenant,
            presenter.userAgent(),
            presenter.replaced(),
            grant.map(Grants.Request::clientId));
    Optional<WaitingSignIn> waiting =
        dispatcher.waiting(request, key).filter(StoredPasswordSignIns::isChange);
    Optional<Stored<UserRecord>> user = waiting.flatMap(it -> user(tenant, it));
    if (user.isEmpty()) {
      return new Outcome.Invalid<>();
    }
    UserRecord record = user.get().value();
    FieldErrors errors = new FieldErrors();
    rules.check(
        password, new Owner(tenant, record.profile().username(), record.profile().email()), errors);
    errors.throwIfAny();
    if (completion.tries(tenant, key, Interactions.MAX_ATTEMPTS).isEmpty()) {
      return new Outcome.Invalid<>();
    }
    Party party = Party.choice(tenant, user.get().key().id());
    String hash;
    try {
      refuseTheSame(party, record, password);
      hash = passwords.hash(party, password);
    } catch (ProblemException e) {
      if (e.errors().isEmpty()) {
        completion.untried(tenant, key);
      }
      throw e;
    }
    return figures.counted(
        tenant,
        dispatcher.usable(tenant, waiting.get().source(), waiting.get().method()),
        dispatcher.resume(
            request,
            ChangeStep.NAME,
            key,
            hash,
            grant.map(issuer::code).orElseGet(Granting::nothing)));
  }

  private void refuseTheSame(Party party, UserRecord user, Secret password) {
    if (user.password().filter(hash -> passwords.matches(party, password, hash)).isPresent()) {
      throw ProblemException.invalid(
          "password",
          "same",
          new Text("It is the password that you have now. Choose another.", "新密码与当前密码相同，请换一个。"));
    }
  }
}
