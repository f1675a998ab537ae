package dev.muster.testkit.platform;

import dev.muster.spi.SignInMethod;
import dev.muster.spi.platform.ChatProvider;
import dev.muster.spi.platform.CheckEnvironment;
import dev.muster.spi.platform.ProviderException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A platform without a network, whose provider calls {@link #answer} where others send. */
final class PaperServer implements PlatformFixture, DirectoryFixture {
  static final String COMPANY = "paper-corp";
  static final String MEMBER = "member";
  static final String CROWD = "2";
  static final Set<String> STAFF = Set.of(MEMBER, "a", "b", "c", "d");
  static final String MOBILE = "+8613800000002";
  static final String EMAIL = "member@paper.example";

  private final ChatProvider provider;
  private final Map<String, Persona> codes = new HashMap<>();
  private Optional<Trouble> trouble = Optional.empty();
  private int good;
  private int given;
  private long calls;
  private boolean narrow;

  PaperServer(Function<PaperServer, ChatProvider> provider) {
    this.provider = provider.apply(this);
  }

  /** Does nothing, or what is wrong just now. */
  void answer() throws ProviderException {
    calls++;
    if (trouble.isPresent() && good-- <= 0) {
      throw new ProviderException(trouble.get().expected(), "On paper", Optional.empty());
    }
  }

  Optional<Persona> redeemed(String code) {
    return Optional.ofNullable(codes.remove(code));
  }

  @Override
  public ChatProvider provider() {
    return provider;
  }

  @Override
  public Map<String, String> fields() {
    return Map.of("company", COMPANY, "secret", "s3cret-on-paper");
  }

  @Override
  public Map<String, String> settings() {
    return Map.of();
  }

  @Override
  public CheckEnvironment environment() {
    return CheckEnvironment.of(URI.create("https://muster.example"), List.of());
  }

  @Override
  public String platformTenant() {
    return COMPANY;
  }

  @Override
  public Optional<String> code(SignInMethod method, Persona persona) {
    String code = "code-" + given++;
    codes.put(code, persona);
    return Optional.of(code);
  }

  @Override
  public void begin(Trouble what) {
    beginAfter(what, 0);
  }

  @Override
  public void beginAfter(Trouble what, int after) {
    trouble = Optional.of(what);
    good = after;
  }

  @Override
  public void revokeTokens() {}

  @Override
  public long tokenCalls() {
    return 0;
  }

  @Override
  public Optional<DirectoryFixture> directory() {
    return provider.descriptor().directory().map(named -> this);
  }

  @Override
  public Map<String, Optional<String>> departments() {
    return narrow
        ? Map.of(CROWD, Optional.of("1"))
        : Map.of("1", Optional.empty(), CROWD, Optional.of("1"));
  }

  @Override
  public Set<String> people(String departmentId) {
    return departmentId.equals(CROWD) ? STAFF : Set.of();
  }

  @Override
  public String crowdedDepartment() {
    return CROWD;
  }

  @Override
  public void narrow() {
    narrow = true;
  }

  @Override
  public Set<String> peopleNamedSingly() {
    return Set.of();
  }

  @Override
  public Optional<String> userId(Persona persona) {
    return persona == Persona.MEMBER ? Optional.of(MEMBER) : Optional.empty();
  }

  @Override
  public Optional<String> mobile() {
    return Optional.of(MOBILE);
  }

  @Override
  public Optional<String> email() {
    return Optional.of(EMAIL);
  }

  @Override
  public long calls() {
    return calls;
  }

  @Override
  public void reset() {
    trouble = Optional.empty();
    codes.clear();
    calls = 0;
    narrow = false;
  }

  @Override
  public void close() {}
}
