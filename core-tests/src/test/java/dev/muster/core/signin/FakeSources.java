package dev.muster.core.signin;

import dev.muster.api.Caller;
import dev.muster.api.IdentitySource;
import dev.muster.api.IdentitySource.Association;
import dev.muster.api.IdentitySource.Settings;
import dev.muster.api.IdentitySources;
import dev.muster.api.Versioned;
import dev.muster.core.platform.FakePlatform;
import dev.muster.core.platform.connection.Binding;
import dev.muster.core.platform.connection.BoundSecret;
import dev.muster.core.platform.connection.Credentials;
import dev.muster.core.store.Stored;
import dev.muster.spi.Page;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.platform.CheckReport;
import dev.muster.spi.storage.DocumentKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Sources that a test sets; each is bound to the fake platform. */
final class FakeSources implements IdentitySources, Credentials {
  private final Map<String, IdentitySource> sources = new ConcurrentHashMap<>();

  void set(String tenant, IdentitySource source) {
    sources.put(tenant + "/" + source.id(), source);
  }

  static IdentitySource source(
      String id, Set<SignInMethod> methods, Association association, boolean enabled) {
    return source(id, Settings.of(id, methods).withAssociation(association).withEnabled(enabled));
  }

  static IdentitySource source(String id, Settings settings) {
    return new IdentitySource(
        id,
        FakePlatform.ID,
        settings,
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @Override
  public Optional<Versioned<IdentitySource>> find(String tenant, String id) {
    return Optional.ofNullable(sources.get(tenant + "/" + id))
        .map(source -> new Versioned<>(source, 1));
  }

  @Override
  public Versioned<IdentitySource> create(
      Caller caller, String tenant, String id, String platform, Settings settings) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Page<Versioned<IdentitySource>> list(String tenant, int limit, Optional<String> after) {
    return new Page<>(
        all(tenant).map(source -> new Versioned<>(source, 1)).toList(), Optional.empty());
  }

  private Stream<IdentitySource> all(String tenant) {
    return sources.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(tenant + "/"))
        .map(Map.Entry::getValue);
  }

  @Override
  public List<IdentitySource> ofPlatform(String tenant, String platform) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Usage usage(String tenant, String id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<String, Usage> usages(String tenant) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Offer> offers(String tenant) {
    return all(tenant)
        .filter(source -> source.settings().enabled())
        .map(
            source ->
                new Offer(
                    source.id(),
                    source.id(),
                    source.platform(),
                    source.settings().methods(),
                    Optional.empty(),
                    Set.of(),
                    true))
        .toList();
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

  @Override
  public CheckReport check(String tenant, String id, String platform, Settings settings) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<String, String> mobileConfig(String tenant, String id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Binding> ofMobileApp(String tenant, String platform) {
    return Optional.empty();
  }

  @Override
  public Binding ofDraft(String tenant, Draft draft) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Binding> ofSource(String tenant, String source) {
    return Optional.of(
        new Binding(
            tenant,
            FakePlatform.ID,
            "identity-source:" + source,
            "1",
            Map.of("corpId", "corp-1"),
            Map.of("secret", BoundSecret.of(Secret.of("s")))));
  }

  /** A source as its sessions need it: what they rest on, and since when they count. */
  Optional<Stored<Instant>> enabled(String tenant, String source) {
    return find(tenant, source)
        .filter(found -> found.value().settings().enabled())
        .map(
            found ->
                new Stored<>(new DocumentKey("identity-source", tenant, source), 0, Instant.EPOCH));
  }
}
