package dev.muster.web.fake;

import dev.muster.api.Caller;
import dev.muster.api.Client;
import dev.muster.api.Clients;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.SecretState;
import dev.muster.api.Versioned;
import dev.muster.spi.Page;
import dev.muster.spi.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Clients. */
public final class FakeClients implements Clients {
  private final Map<String, Client> clients = new ConcurrentHashMap<>();
  private final Map<String, Secret> secrets = new ConcurrentHashMap<>();
  private Optional<Duration> throttled = Optional.empty();

  public void add(String tenant, String id, Optional<String> secret, Client.Settings draft) {
    clients.put(
        tenant + "/" + id,
        new Client(
            id,
            draft,
            secret.map(known -> new SecretState(Instant.EPOCH, "system")),
            Instant.EPOCH));
    secret.ifPresent(known -> secrets.put(tenant + "/" + id, Secret.of(known)));
  }

  public void remove(String tenant, String id) {
    clients.remove(tenant + "/" + id);
  }

  @Override
  public Optional<Versioned<Client>> find(String tenant, String clientId) {
    return Optional.ofNullable(clients.get(tenant + "/" + clientId))
        .map(client -> new Versioned<>(client, 1));
  }

  /** From now on every secret comes too often. */
  public void makeWait(Duration wait) {
    throttled = Optional.of(wait);
  }

  @Override
  public boolean secretMatches(Caller caller, String tenant, String clientId, Secret secret) {
    if (throttled.isPresent()) {
      throw new ProblemException(ProblemCode.THROTTLED, "Too many.", List.of(), throttled);
    }
    return secret.equals(secrets.get(tenant + "/" + clientId));
  }

  @Override
  public WithSecret create(
      Caller caller,
      String tenant,
      Optional<String> clientId,
      Optional<Secret> clientSecret,
      Client.Settings draft) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Page<Client> list(String tenant, int limit, Optional<String> after) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Versioned<Client> change(
      Caller caller,
      String tenant,
      String clientId,
      UnaryOperator<Client.Settings> change,
      OptionalLong expected) {
    throw new UnsupportedOperationException();
  }

  @Override
  public WithSecret rotateSecret(Caller caller, String tenant, String clientId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void delete(Caller caller, String tenant, String clientId, OptionalLong expected) {
    throw new UnsupportedOperationException();
  }
}
