package dev.muster.core.client;

import dev.muster.api.Caller;
import dev.muster.api.Client;
import dev.muster.api.Client.Settings;
import dev.muster.api.Clients;
import dev.muster.api.IdentitySources;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.Versioned;
import dev.muster.core.change.Changes;
import dev.muster.core.check.FieldErrors;
import dev.muster.core.check.Versions;
import dev.muster.core.outgoing.Destinations;
import dev.muster.core.secret.Digests;
import dev.muster.core.store.Cache;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.core.throttle.Guesses;
import dev.muster.spi.Page;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import dev.muster.spi.hook.ClientEvent.ClientChanged;
import dev.muster.spi.hook.ClientEvent.ClientSecretRotated;
import dev.muster.spi.hook.DomainEvent.ResourceChange;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.Query;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Clients, with the checks of what is entered. */
@Component(service = Clients.class)
public final class StoredClients implements Clients {
  private static final Logger LOG = LoggerFactory.getLogger(StoredClients.class);
  private static final int MAX_CACHED = 10_000;
  private static final String PURPOSE = "client-secret";

  private final Repository<ClientRecord> clients;
  private final TenantDirectory tenants;
  private final BiPredicate<String, String> sourceExists;
  private final Digests digests;
  private final Changes changes;
  private final Destinations destinations;
  private final InstantSource clock;
  private final ClientAttempts attempts;
  private final Cache<DocumentKey, Stored<ClientRecord>> cache;

  /** Made by Declarative Services. */
  @Activate
  public StoredClients(
      @Reference Storage storage,
      @Reference TenantDirectory tenants,
      @Reference IdentitySources sources,
      @Reference Digests digests,
      @Reference Changes changes,
      @Reference Destinations destinations,
      @Reference Guesses guesses,
      @Reference InstantSource clock) {
    this(
        storage,
        tenants,
        (tenant, id) -> sources.find(tenant, id).isPresent(),
        digests,
        changes,
        destinations,
        guesses,
        clock);
  }

  StoredClients(
      Storage storage,
      TenantDirectory tenants,
      BiPredicate<String, String> sourceExists,
      Digests digests,
      Changes changes,
      Destinations destinations,
      Guesses guesses,
      InstantSource clock) {
    this.clients = storage.repository(ClientRecord.SCHEMA);
    this.tenants = tenants;
    this.sourceExists = sourceExists;
    this.digests = digests;
    this.changes = changes;
    this.destinations = destinations;
    this.clock = clock;
    this.attempts = new ClientAttempts(guesses, tenants, clock, LOG::info);
    this.cache =
        storage.cache(
            MAX_CACHED,
            key -> clients.find(key.partition(), key.id()),
            Map.of(ClientRecord.COLLECTION, Function.identity()));
  }

  @Override
  public WithSecret create(
      Caller caller,
      String tenant,
      Optional<String> clientId,
      Optional<Secret> clientSecret,
      Settings settings) {
    tenants.require(tenant);
    FieldErrors errors = new FieldErrors();
    clientId
        .filter(id -> !ClientRules.isId(id))
        .ifPresent(
            id ->
                errors.add(
                    "clientId",
                    "format",
                    new Text(
                        "Give 1 to 100 printable ASCII characters, no blanks and slashes.",
                        "请填写 1 至 100 个可打印的 ASCII 字符，不含空格和斜杠。")));
    check(tenant, Optional.empty(), settings, errors);
    boolean wantsSecret = ClientRules.hasSecret(settings);
    if (clientSecret.isPresent() && !wantsSecret) {
      errors.add(
          "clientSecret",
          "conflict",
          new Text("A client with this method has no secret.", "使用此方式的客户端没有密钥。"));
    }
    clientSecret.ifPresent(secret -> ClientRules.checkSecret(secret, errors));
    errors.throwIfAny();
    String id = clientId.orElseGet(() -> digests.newToken().reveal().substring(0, 22));
    Optional<Secret> secret =
        wantsSecret ? Optional.of(clientSecret.orElseGet(digests::newToken)) : Optional.empty();
    DocumentKey key = clients.key(tenant, id);
    return changes.make(
        caller,
        tenant,
        work -> {
          Instant now = clock.instant();
          ClientRecord bare =
              new ClientRecord(settings, Optional.empty(), Optional.empty(), Optional.empty(), now);
          ClientRecord made =
              secret
                  .map(value -> bare.withSecret(digest(key, value), now, caller.actor()))
                  .orElse(bare);
          work.add(clients.create(tenant, id, made), conflict -> Optional.of(exists()));
          work.emit(new ClientChanged(id, ResourceChange.CREATED));
          return () ->
              new WithSecret(
                  ClientRecord.client(new Stored<>(key, work.version(key), made)), secret);
        });
  }

  private void check(
      String tenant, Optional<Settings> before, Settings settings, FieldErrors errors) {
    ClientRules.check(settings, errors);
    ClientRules.checkSources(before, settings, id -> sourceExists.test(tenant, id), errors);
    ClientRules.checkDestinations(before, settings, destinations, errors);
  }

  private static ProblemException exists() {
    return ProblemException.taken(
        "clientId", new Text("The tenant already has a client with that ID.", "该租户已有使用此 ID 的应用。"));
  }

  /** Bound to tenant and client, so that a digest is of no use in another document. */
  private String digest(DocumentKey key, Secret secret) {
    return digests.digest(purpose(key), secret);
  }

  private static String purpose(DocumentKey key) {
    return PURPOSE + "/" + key.partition() + "/" + key.id();
  }

  private Optional<Stored<ClientRecord>> cached(String tenant, String clientId) {
    return ClientRules.isId(clientId) && tenants.exists(tenant)
        ? cache.get(clients.key(tenant, clientId))
        : Optional.empty();
  }

  @Override
  public Optional<Versioned<Client>> find(String tenant, String clientId) {
    return cached(tenant, clientId).map(ClientRecord::client);
  }

  @Override
  public Page<Versioned<Client>> list(String tenant, int limit, Optional<String> after) {
    if (!tenants.exists(tenant)) {
      return Page.only(List.of());
    }
    Page<Stored<ClientRecord>> page = clients.page(tenant, new Query.All(), false, limit, after);
    return new Page<>(page.items().stream().map(ClientRecord::client).toList(), page.next());
  }

  @Override
  public Versioned<Client> change(
      Caller caller,
      String tenant,
      String clientId,
      UnaryOperator<Settings> change,
      OptionalLong expected) {
    return changes.make(
        caller,
        tenant,
        work -> {
          Stored<ClientRecord> read = require(tenant, clientId);
          Versions.check(expected, read);
          Settings settings = change.apply(read.value().settings());
          FieldErrors errors = new FieldErrors();
          check(tenant, Optional.of(read.value().settings()), settings, errors);
          errors.throwIfAny();
          ClientRecord changed = read.value().with(settings);
          ClientRecord after = ClientRules.hasSecret(settings) ? changed : changed.withoutSecret();
          work.add(clients.replace(read, after));
          work.emit(new ClientChanged(clientId, ResourceChange.CHANGED));
          return () ->
              ClientRecord.client(new Stored<>(read.key(), work.version(read.key()), after));
        });
  }

  @Override
  public WithSecret rotateSecret(Caller caller, String tenant, String clientId) {
    Secret secret = digests.newToken();
    return changes.make(
        caller,
        tenant,
        work -> {
          Stored<ClientRecord> read = require(tenant, clientId);
          if (!ClientRules.hasSecret(read.value().settings())) {
            throw ProblemException.invalid(
                "tokenEndpointAuthMethod",
                "conflict",
                new Text("A client with this method has no secret.", "使用此方式的客户端没有密钥。"));
          }
          ClientRecord after =
              read.value().withSecret(digest(read.key(), secret), clock.instant(), caller.actor());
          work.add(clients.replace(read, after));
          work.emit(new ClientSecretRotated(clientId));
          return () ->
              new WithSecret(
                  ClientRecord.client(new Stored<>(read.key(), work.version(read.key()), after)),
                  Optional.of(secret));
        });
  }

  @Override
  public void delete(Caller caller, String tenant, String clientId, OptionalLong expected) {
    changes.run(
        caller,
        tenant,
        work -> {
          Stored<ClientRecord> read = require(tenant, clientId);
          Versions.check(expected, read);
          work.add(clients.delete(read));
          work.emit(new ClientChanged(clientId, ResourceChange.DELETED));
        });
  }

  @Override
  public boolean secretMatches(Caller caller, String tenant, String clientId, Secret secret) {
    Optional<Stored<ClientRecord>> client = cached(tenant, clientId);
    String digest = client.flatMap(stored -> stored.value().secretDigest()).orElse("");
    String id = ClientRules.isId(clientId) ? clientId : "-";
    boolean right = digests.matches(PURPOSE + "/" + tenant + "/" + id, secret, digest);
    return attempts.judge(
        attempts.of(caller, tenant, clientId, client.isPresent()),
        right ? Optional.empty() : Optional.of(fault(client)));
  }

  private static ClientFault fault(Optional<Stored<ClientRecord>> client) {
    if (client.isEmpty()) {
      return ClientFault.UNKNOWN_CLIENT;
    }
    return client.get().value().secretDigest().isEmpty()
        ? ClientFault.NO_SECRET
        : ClientFault.WRONG_SECRET;
  }

  private Stored<ClientRecord> require(String tenant, String clientId) {
    tenants.require(tenant);
    return clients
        .find(tenant, clientId)
        .orElseThrow(() -> ProblemException.notFound(Resource.CLIENT));
  }
}
