package dev.muster.core.pushed;

import dev.muster.api.Caller;
import dev.muster.api.Client;
import dev.muster.api.Client.AuthMethod;
import dev.muster.api.Clients;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.PushedRequests;
import dev.muster.api.Resource;
import dev.muster.api.SignIns;
import dev.muster.api.Versioned;
import dev.muster.core.change.Changes;
import dev.muster.core.secret.Digests;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.core.throttle.Networks;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import dev.muster.spi.storage.Query;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Pushed requests as documents. */
@Component(service = PushedRequests.class)
public final class StoredPushedRequests implements PushedRequests {
  /**
   * How many there may be at a time.
   *
   * @param ofClient of a client
   * @param ofNetwork from one network of a client that does not authenticate: anybody can push for
   *     it, and is not to use up what everybody's sign-in needs
   */
  record Bounds(int ofClient, int ofNetwork) {}

  /** That many people do not sign in at once, even of a company that sits behind one address. */
  static final Bounds BOUNDS = new Bounds(10_000, 500);

  private static final String PURPOSE = "pushed-request";

  private final Repository<PushedRequestRecord> requests;
  private final Clients clients;
  private final TenantDirectory tenants;
  private final Digests digests;
  private final Changes changes;
  private final InstantSource clock;
  private final Bounds bounds;

  /** Made by Declarative Services. */
  @Activate
  public StoredPushedRequests(
      @Reference Storage storage,
      @Reference Clients clients,
      @Reference TenantDirectory tenants,
      @Reference Digests digests,
      @Reference Changes changes,
      @Reference InstantSource clock) {
    this(storage, clients, tenants, digests, changes, clock, BOUNDS);
  }

  private StoredPushedRequests(
      Storage storage,
      Clients clients,
      TenantDirectory tenants,
      Digests digests,
      Changes changes,
      InstantSource clock,
      Bounds bounds) {
    this.requests = storage.repository(PushedRequestRecord.SCHEMA);
    this.clients = clients;
    this.tenants = tenants;
    this.digests = digests;
    this.changes = changes;
    this.clock = clock;
    this.bounds = bounds;
  }

  /** Makes it with other bounds. */
  static StoredPushedRequests of(
      Storage storage,
      Clients clients,
      TenantDirectory tenants,
      Digests digests,
      Changes changes,
      InstantSource clock,
      Bounds bounds) {
    return new StoredPushedRequests(storage, clients, tenants, digests, changes, clock, bounds);
  }

  @Override
  public Secret push(Caller caller, String tenant, String clientId, String parameters) {
    Client client =
        clients
            .find(tenant, clientId)
            .map(Versioned::value)
            .orElseThrow(() -> ProblemException.notFound(Resource.CLIENT));
    Optional<String> network =
        Optional.of(client)
            .filter(known -> known.settings().authMethods().contains(AuthMethod.NONE))
            .map(known -> network(tenant, clientId, caller.address()));
    if (network.isPresent()
        && count(tenant, PushedRequestRecord.BY_NETWORK, network.get()) >= bounds.ofNetwork()) {
      throw throttled(
          new Text(
              "The client has too many pushed requests from this address.", "该客户端来自此地址的推送授权请求过多。"));
    }
    if (count(tenant, PushedRequestRecord.BY_CLIENT, clientId) >= bounds.ofClient()) {
      throw throttled(new Text("The client has too many pushed requests.", "该客户端的推送授权请求过多。"));
    }
    Secret uri = Secret.of(PREFIX + digests.newToken().reveal());
    changes.run(
        caller,
        tenant,
        work ->
            work.add(
                requests.create(
                    tenant,
                    id(tenant, uri.reveal()),
                    new PushedRequestRecord(
                        clientId,
                        client.createdAt(),
                        parameters,
                        Optional.empty(),
                        clock.instant().plus(LIFETIME),
                        network))));
    return uri;
  }

  private String network(String tenant, String clientId, String address) {
    return digests.digest(
        String.join("/", PURPOSE, "network", tenant, clientId), Secret.of(Networks.of(address)));
  }

  private long count(String tenant, String index, String value) {
    return requests.count(tenant, new Query.Equal(index, value));
  }

  private static ProblemException throttled(Text text) {
    return new ProblemException(ProblemCode.THROTTLED, text, List.of(), Optional.of(LIFETIME));
  }

  private String id(String tenant, String requestUri) {
    return digests.digest(PURPOSE + "/" + tenant, Secret.of(requestUri));
  }

  private Optional<Stored<PushedRequestRecord>> stored(
      String tenant, String clientId, String requestUri) {
    if (!requestUri.startsWith(PREFIX) || !tenants.exists(tenant)) {
      return Optional.empty();
    }
    return requests
        .find(tenant, id(tenant, requestUri))
        .filter(stored -> stored.value().clientId().equals(clientId))
        .filter(stored -> clock.instant().isBefore(stored.value().expiresAt()))
        .filter(
            stored ->
                clients
                    .find(tenant, clientId)
                    .filter(
                        client ->
                            client.value().createdAt().equals(stored.value().clientCreatedAt()))
                    .isPresent());
  }

  @Override
  public boolean begin(Caller caller, String tenant, String clientId, String requestUri) {
    return changes.make(
        caller,
        tenant,
        work -> {
          Optional<Stored<PushedRequestRecord>> stored = stored(tenant, clientId, requestUri);
          stored
              .filter(found -> found.value().begunAt().isEmpty())
              .ifPresent(
                  found -> {
                    Instant now = clock.instant();
                    work.add(
                        requests.replace(
                            found, found.value().begun(now, now.plus(SignIns.LIFETIME))));
                  });
          return stored::isPresent;
        });
  }

  @Override
  public Optional<Begun> find(String tenant, String clientId, String requestUri) {
    return stored(tenant, clientId, requestUri)
        .map(Stored::value)
        .flatMap(request -> request.begunAt().map(at -> new Begun(request.parameters(), at)));
  }

  @Override
  public boolean end(Caller caller, String tenant, String requestUri) {
    return changes.make(
        caller,
        tenant,
        work -> {
          Optional<Stored<PushedRequestRecord>> stored =
              requests.find(tenant, id(tenant, requestUri));
          stored.ifPresent(found -> work.add(requests.delete(found)));
          return stored::isPresent;
        });
  }
}
