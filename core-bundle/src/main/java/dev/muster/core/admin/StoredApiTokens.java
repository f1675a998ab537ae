package dev.muster.core.admin;

import dev.muster.api.Administrators.Principal;
import dev.muster.api.Administrators.Role;
import dev.muster.api.ApiTokens;
import dev.muster.api.Caller;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.Versioned;
import dev.muster.core.background.Background;
import dev.muster.core.change.Changes;
import dev.muster.core.check.FieldErrors;
import dev.muster.core.secret.Digests;
import dev.muster.core.store.Cache;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.core.throttle.Guesses;
import dev.muster.core.throttle.Guesses.Guess;
import dev.muster.spi.Page;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import dev.muster.spi.hook.AdministratorEvent.ApiTokenCreated;
import dev.muster.spi.hook.AdministratorEvent.ApiTokenRevoked;
import dev.muster.spi.storage.CommitResult;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.Query;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * API tokens as documents, and the token of the settings. A token begins with a word by which
 * scanners of source code find one that was published, and names its document.
 */
@Component(service = ApiTokens.class)
public final class StoredApiTokens implements ApiTokens {
  private static final String PREFIX = "muster_";
  private static final int ID_LENGTH = 16;
  private static final Pattern FORM =
      Pattern.compile(PREFIX + "([A-Za-z0-9_-]{" + ID_LENGTH + "})[A-Za-z0-9_-]{43}");
  private static final String PURPOSE = "api-token/";
  private static final int MAX_CACHED = 10_000;

  private final Storage storage;
  private final Repository<TokenRecord> tokens;
  private final Cache<String, Stored<TokenRecord>> cache;
  private final TenantDirectory tenants;
  private final Digests digests;
  private final Changes changes;
  private final Guesses guesses;
  private final Background background;
  private final InstantSource clock;
  private final Optional<Secret> settingsToken;

  /** Made by Declarative Services. */
  @Activate
  public StoredApiTokens(
      @Reference Storage storage,
      @Reference TenantDirectory tenants,
      @Reference Digests digests,
      @Reference Changes changes,
      @Reference dev.muster.core.settings.Settings settings,
      @Reference Guesses guesses,
      @Reference Background background,
      @Reference InstantSource clock) {
    this.storage = storage;
    this.tokens = storage.repository(TokenRecord.SCHEMA);
    this.cache =
        storage.cache(
            MAX_CACHED, id -> tokens.find("", id), Map.of(TokenRecord.COLLECTION, DocumentKey::id));
    this.tenants = tenants;
    this.digests = digests;
    this.changes = changes;
    this.guesses = guesses;
    this.background = background;
    this.clock = clock;
    this.settingsToken = settings.adminToken();
  }

  @Override
  public WithSecret create(Caller caller, Settings settings) {
    Instant now = clock.instant();
    FieldErrors errors = new FieldErrors();
    errors.checkName("displayName", settings.displayName());
    Authority.check(settings.role(), settings.tenants(), Set.of(), tenants, errors);
    if (!settings.expiresAt().map(now::isBefore).orElse(true)) {
      errors.add("expiresAt", "past", new Text("Give a time that is still to come.", "请填写将来的时间。"));
    }
    errors.throwIfAny();
    String id = digests.newToken().reveal().substring(0, ID_LENGTH);
    Secret secret = Secret.of(PREFIX + id + digests.newToken().reveal());
    TokenRecord made =
        new TokenRecord(
            settings, digests.digest(PURPOSE + id, secret), now, caller.actor(), Optional.empty());
    DocumentKey key = tokens.key("", id);
    return changes.make(
        caller,
        "",
        work -> {
          work.add(tokens.create("", id, made));
          work.emit(new ApiTokenCreated(id, settings.role().id(), settings.tenants()));
          return () ->
              new WithSecret(TokenRecord.token(new Stored<>(key, work.version(key), made)), secret);
        });
  }

  @Override
  public Optional<Versioned<ApiToken>> find(String id) {
    return tokens.find("", id).map(TokenRecord::token);
  }

  @Override
  public Page<Versioned<ApiToken>> list(int limit, Optional<String> after) {
    Page<Stored<TokenRecord>> page = tokens.page("", new Query.All(), false, limit, after);
    return new Page<>(page.items().stream().map(TokenRecord::token).toList(), page.next());
  }

  @Override
  public void delete(Caller caller, String id) {
    changes.run(
        caller,
        "",
        work -> {
          work.add(
              tokens.delete(
                  tokens
                      .find("", id)
                      .orElseThrow(() -> ProblemException.notFound(Resource.API_TOKEN))));
          work.emit(new ApiTokenRevoked(id));
        });
  }

  @Override
  public Optional<Principal> authenticate(Caller caller, Secret token) {
    Guess guess =
        new Guess(Guesses.Kind.TOKEN, caller, "", "", "api-token:(unknown)", Optional.empty());
    Optional<Principal> principal =
        settingsToken.filter(token::equals).isPresent()
            ? Optional.of(
                new Principal(
                    "token:settings", "admin.token", Role.OWNER, Set.of("*"), Optional.empty()))
            : valid(token).map(StoredApiTokens::principal);
    return guesses.judge(guess, principal.isPresent()) ? principal : Optional.empty();
  }

  private Optional<Stored<TokenRecord>> valid(Secret token) {
    Matcher form = FORM.matcher(token.reveal());
    Instant now = clock.instant();
    Optional<Stored<TokenRecord>> valid =
        form.matches()
            ? cache
                .get(form.group(1))
                .filter(
                    stored ->
                        digests.matches(
                            PURPOSE + stored.key().id(), token, stored.value().digest()))
                .filter(stored -> stored.value().isValidAt(now))
            : Optional.empty();
    valid.ifPresent(stored -> used(stored, now));
    return valid;
  }

  /** Whoever comes does not wait for it, and comes in where nothing can be written. */
  private void used(Stored<TokenRecord> stored, Instant now) {
    boolean known =
        stored
            .value()
            .lastUsedAt()
            .map(last -> now.isBefore(last.plus(LAST_USED_PRECISION)))
            .orElse(false);
    if (!known) {
      background.run(
          "the last use of an API token",
          () -> {
            // a conflict means that it was written, or revoked, a moment ago
            CommitResult unused =
                storage.commit(
                    new UnitOfWork().add(tokens.replace(stored, stored.value().usedAt(now))));
          });
    }
  }

  private static Principal principal(Stored<TokenRecord> stored) {
    Settings settings = stored.value().settings();
    return new Principal(
        "token:" + stored.key().id(),
        settings.displayName(),
        settings.role(),
        settings.tenants(),
        settings.expiresAt());
  }
}
