package dev.muster.web.fake;

import dev.muster.api.Caller;
import dev.muster.api.IdentitySource;
import dev.muster.api.IdentitySource.Settings;
import dev.muster.api.IdentitySources;
import dev.muster.api.ProblemException;
import dev.muster.api.Versioned;
import dev.muster.spi.Page;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.platform.CheckReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Sources: what is offered is what there is. */
public final class FakeSources implements IdentitySources {
  private final Map<String, List<Offer>> offers = new ConcurrentHashMap<>();

  public void add(String tenant, Offer offer) {
    offers.computeIfAbsent(tenant, key -> new ArrayList<>()).add(offer);
  }

  public void remove(String tenant, String id) {
    offers.getOrDefault(tenant, new ArrayList<>()).removeIf(offer -> offer.id().equals(id));
  }

  @Override
  public List<Offer> offers(String tenant) {
    return List.copyOf(offers.getOrDefault(tenant, List.of()));
  }

  Optional<Offer> offer(String tenant, String id) {
    return offers(tenant).stream().filter(offer -> offer.id().equals(id)).findFirst();
  }

  @Override
  public Optional<Versioned<IdentitySource>> find(String tenant, String id) {
    return offer(tenant, id)
        .map(
            offer ->
                new Versioned<>(
                    new IdentitySource(
                        offer.id(),
                        offer.platform(),
                        Settings.of(offer.displayName(), offer.methods()),
                        Map.of()),
                    1));
  }

  @Override
  public Map<String, String> mobileConfig(String tenant, String id) {
    if (offer(tenant, id)
        .filter(offer -> offer.methods().contains(SignInMethod.MOBILE))
        .isEmpty()) {
      throw ProblemException.notFound("identity source");
    }
    return Map.of("schema", "wwauth1", "corpId", "ww1", "agentId", "1000002");
  }

  @Override
  public Versioned<IdentitySource> create(
      Caller caller, String tenant, String id, String platform, Settings settings) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Page<IdentitySource> list(String tenant, int limit, Optional<String> after) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Versioned<IdentitySource> change(
      Caller caller,
      String tenant,
      String id,
      UnaryOperator<Settings> change,
      OptionalLong expected) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void delete(Caller caller, String tenant, String id, OptionalLong expected) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CheckReport check(Caller caller, String tenant, String id) {
    throw new UnsupportedOperationException();
  }
}
