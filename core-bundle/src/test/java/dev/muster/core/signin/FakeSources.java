package dev.muster.core.signin;

import dev.muster.api.Caller;
import dev.muster.api.IdentitySource;
import dev.muster.api.IdentitySource.Association;
import dev.muster.api.IdentitySources;
import dev.muster.api.Versioned;
import dev.muster.core.platform.FakePlatform;
import dev.muster.spi.Page;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.platform.CheckReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Sources that a test sets. */
final class FakeSources implements IdentitySources {
  private final Map<String, IdentitySource> sources = new ConcurrentHashMap<>();

  void set(String tenant, IdentitySource source) {
    sources.put(tenant + "/" + source.id(), source);
  }

  static IdentitySource source(
      String id, Set<SignInMethod> methods, Association association, boolean enabled) {
    return new IdentitySource(
        id, id, FakePlatform.ID, methods, Map.of(), Map.of(), false, association, enabled);
  }

  @Override
  public Optional<Versioned<IdentitySource>> find(String tenant, String id) {
    return Optional.ofNullable(sources.get(tenant + "/" + id))
        .map(source -> new Versioned<>(source, 1));
  }

  @Override
  public Versioned<IdentitySource> create(
      Caller caller, String tenant, String id, String platform, Draft draft) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Page<IdentitySource> list(String tenant, int limit, Optional<String> after) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Offer> offers(String tenant) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Versioned<IdentitySource> change(
      Caller caller, String tenant, String id, UnaryOperator<Draft> change, OptionalLong expected) {
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

  @Override
  public Map<String, String> mobileConfig(String tenant, String id) {
    throw new UnsupportedOperationException();
  }
}
