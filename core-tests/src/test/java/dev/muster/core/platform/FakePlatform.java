package dev.muster.core.platform;

import dev.muster.core.platform.connection.Binding;
import dev.muster.core.platform.connection.BoundSecret;
import dev.muster.spi.Deadline;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.Text;
import dev.muster.spi.platform.ChatProvider;
import dev.muster.spi.platform.CheckEnvironment;
import dev.muster.spi.platform.CheckReport;
import dev.muster.spi.platform.Connection;
import dev.muster.spi.platform.ConnectionSettings;
import dev.muster.spi.platform.Directory;
import dev.muster.spi.platform.DirectoryAbility;
import dev.muster.spi.platform.Field;
import dev.muster.spi.platform.MessageAbility;
import dev.muster.spi.platform.Messages;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.platform.ProviderContext;
import dev.muster.spi.platform.Quota;
import dev.muster.spi.platform.SignIn;
import dev.muster.spi.platform.SignInAbility;
import dev.muster.spi.platform.SignInAbility.ContactField;
import dev.muster.spi.platform.Webhooks;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/** A platform whose behaviour a test writes down. */
public final class FakePlatform implements ChatProvider {
  public static final String ID = "fake";

  private final AtomicInteger connected = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();
  private final BiFunction<ConnectionSettings, ProviderContext, SignIn> signIn;

  private volatile Optional<Webhooks> webhooks = Optional.empty();
  private volatile Optional<Directory> directory = Optional.empty();
  private volatile Optional<Messages> messages = Optional.empty();
  private volatile boolean keys;
  private volatile Map<String, Integer> callsPerMinute = Map.of();
  private volatile List<Quota> quotas = List.of();
  private volatile Map<SignInMethod, Set<ContactField>> vouchedFor = Map.of();

  public FakePlatform() {
    this(
        (settings, context) -> {
          throw new IllegalStateException("No sign-in here");
        });
  }

  public FakePlatform(BiFunction<ConnectionSettings, ProviderContext, SignIn> signIn) {
    this.signIn = signIn;
  }

  public void webhooks(Webhooks what) {
    webhooks = Optional.of(what);
  }

  /** Before it is registered, where its descriptor is to name the address book. */
  public void knows(Directory people) {
    directory = Optional.of(people);
  }

  /** Before it is registered. */
  public FakePlatform sends(Messages what, boolean byKey) {
    messages = Optional.of(what);
    keys = byKey;
    return this;
  }

  /** Before it is registered. */
  public FakePlatform bears(Map<String, Integer> calls) {
    callsPerMinute = calls;
    return this;
  }

  /** Before it is registered. */
  public FakePlatform gives(Quota... kinds) {
    quotas = List.of(kinds);
    return this;
  }

  /** Before it is registered. */
  public FakePlatform vouchesFor(Map<SignInMethod, Set<ContactField>> fields) {
    vouchedFor = fields;
    return this;
  }

  public static Binding binding(String stamp) {
    return binding(stamp, BoundSecret.of(dev.muster.spi.Secret.of("current")));
  }

  public static Binding binding(String stamp, BoundSecret secret) {
    return new Binding(
        "acme",
        ID,
        "mobile-app:" + ID,
        stamp,
        Map.of("corpId", "corp-1"),
        Map.of("secret", secret));
  }

  @Override
  public PlatformDescriptor descriptor() {
    return descriptor(ID);
  }

  public PlatformDescriptor descriptor(String id) {
    Text text = new Text("Fake", "假");
    List<Field> fields =
        List.of(
            Field.text("corpId", text, text).asRequired().asIdentifying(),
            Field.secret("secret", text, text).asRequired());
    PlatformDescriptor bare = PlatformDescriptor.of(id, text);
    MessageAbility ability = keys ? MessageAbility.of().withKeys() : MessageAbility.of();
    PlatformDescriptor named = messages.isPresent() ? bare.withMessages(ability) : bare;
    return (directory.isPresent() ? named.withDirectory(DirectoryAbility.of()) : named)
        .withBindingFields(fields)
        .withSourceFields(fields)
        .withUserIdsIgnoringCase()
        .withSignIn(
            SignInAbility.of(Set.of(SignInMethod.values()))
                .withUserAgentMarkers(Set.of("fake/"))
                .withMobileConfigFields(List.of("corpId"))
                .withVouchedFor(vouchedFor))
        .withDirectory(DirectoryAbility.of().withGroups(text))
        .withCallsPerMinute(callsPerMinute)
        .withQuotas(quotas);
  }

  @Override
  public Connection connect(ConnectionSettings settings, ProviderContext context) {
    connected.incrementAndGet();
    return new Fake(settings, context);
  }

  public int connected() {
    return connected.get();
  }

  public int closed() {
    return closed.get();
  }

  /** A connection that lends its context to the test. */
  public final class Fake implements Connection {
    private final ConnectionSettings settings;
    private final ProviderContext context;
    private volatile boolean shut;

    private Fake(ConnectionSettings settings, ProviderContext context) {
      this.settings = settings;
      this.context = context;
    }

    public FakePlatform provider() {
      return FakePlatform.this;
    }

    public ProviderContext context() {
      return context;
    }

    public boolean shut() {
      return shut;
    }

    @Override
    public CheckReport check(CheckEnvironment environment, Deadline deadline) {
      return CheckReport.of(List.of(CheckReport.Step.passed("fake", new Text("Right", "对"))));
    }

    @Override
    public Optional<SignIn> signIn() {
      return Optional.of(signIn.apply(settings, context));
    }

    @Override
    public Optional<Webhooks> webhooks() {
      return webhooks;
    }

    @Override
    public Optional<Directory> directory() {
      return directory;
    }

    @Override
    public Optional<Messages> messages() {
      return messages;
    }

    @Override
    public void close() {
      shut = true;
      closed.incrementAndGet();
    }
  }
}
