package dev.muster.web.api;

import dev.muster.api.Administrators;
import dev.muster.api.AuditEvent;
import dev.muster.api.AuditLog;
import dev.muster.api.Caller;
import dev.muster.api.Client;
import dev.muster.api.Clients;
import dev.muster.api.Identity;
import dev.muster.api.IdentitySource;
import dev.muster.api.IdentitySource.Settings;
import dev.muster.api.IdentitySources;
import dev.muster.api.MobileApp;
import dev.muster.api.MobileApps;
import dev.muster.api.Platforms;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.SecretState;
import dev.muster.api.Session;
import dev.muster.api.SigningKeys;
import dev.muster.api.Tenant;
import dev.muster.api.Tenants;
import dev.muster.api.User;
import dev.muster.api.Users;
import dev.muster.api.Versioned;
import dev.muster.spi.Page;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.Text;
import dev.muster.spi.platform.CheckReport;
import dev.muster.spi.platform.DirectoryAbility;
import dev.muster.spi.platform.Field;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.platform.SignInAbility;
import dev.muster.spi.platform.WebhookAbility;
import java.net.URI;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The services that the API calls, in memory: they keep what they are given and refuse little, so
 * that a test sees what the API itself refuses.
 */
final class World {
  static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  final Shelf<Tenant> tenants = new Shelf<>("tenant");
  final Shelf<MobileApp> apps = new Shelf<>("mobile app");
  final Shelf<IdentitySource> sources = new Shelf<>("identity source");
  final Shelf<Client> clients = new Shelf<>("client");
  final Shelf<User> users = new Shelf<>("user");
  final Map<String, Administrators.Principal> tokens = new HashMap<>();
  final List<String> devices = new ArrayList<>();
  final Map<String, Administrators.ConsoleSession> sessions = new HashMap<>();
  final List<AuditEvent> events = new ArrayList<>();
  final FakePlugins plugins = new FakePlugins();
  final FakeTasks tasks = new FakeTasks();
  final List<String> calls = new ArrayList<>();
  final List<Caller> callers = new ArrayList<>();
  int keys = 1;
  boolean platformThere = true;

  World() {
    for (String id : List.of("acme", "beta", "default")) {
      tenants.create(ProblemCode.ALREADY_EXISTS, id, new Tenant(id, "Company " + id, NOW));
    }
  }

  /** All that could have been changed. */
  String state() {
    return ""
        + tenants
        + tasks.calls
        + apps
        + sources
        + clients
        + users
        + sessions.keySet()
        + calls
        + plugins
        + keys;
  }

  private static String key(String tenant, String id) {
    return tenant + "/" + id;
  }

  private void by(Caller caller) {
    callers.add(caller);
  }

  private static PlatformDescriptor descriptor() {
    Text text = new Text("Corp ID", "企业 ID");
    List<Field> source =
        List.of(
            Field.text("corpId", text, text)
                .asRequired()
                .asIdentifying()
                .matching("ww[0-9a-f]+")
                .foundAt(URI.create("https://console.example/corp"))
                .under(text),
            Field.secret("secret", text, text).asRequired(),
            Field.toggle("privateInfo", text, text),
            Field.choice("cloud", text, text, List.of(new Field.Choice("cn", text))));
    return PlatformDescriptor.of("wechatwork", new Text("WeCom", "企业微信"))
        .withIcon("<svg/>")
        .withBindingFields(source)
        .withSourceFields(source.stream().map(Field::asInherited).toList())
        .withUserIdsIgnoringCase()
        .withSignIn(
            SignInAbility.of(Set.of(SignInMethod.values()))
                .withUserAgentMarkers(Set.of("wxwork"))
                .withMobileConfigFields(List.of("corpId")))
        .withDirectory(DirectoryAbility.of())
        .withWebhooks(WebhookAbility.of(Set.of("secret")));
  }

  Platforms platforms() {
    return new Platforms() {
      @Override
      public List<Platform> list() {
        return List.of(
            new Platform("gone", Optional.empty(), false, "", ""),
            new Platform("wechatwork", Optional.of(descriptor()), true, "dev.muster.w", "1.0.0"));
      }

      @Override
      public Optional<Platform> find(String id) {
        return list().stream().filter(platform -> platform.id().equals(id)).findFirst();
      }
    };
  }

  Tenants tenants() {
    return new Tenants() {
      @Override
      public Versioned<Tenant> create(Caller caller, String id, String displayName) {
        by(caller);
        if (!id.matches("[a-z0-9-]{1,31}") || displayName.isBlank()) {
          throw ProblemException.invalid("id", "invalid", "No such id.");
        }
        return tenants.create(ProblemCode.ALREADY_EXISTS, id, new Tenant(id, displayName, NOW));
      }

      @Override
      public Optional<Versioned<Tenant>> find(String id) {
        return tenants.find(id);
      }

      @Override
      public Page<Tenant> list(int limit, Optional<String> after) {
        return tenants.page("", limit, after);
      }

      @Override
      public Versioned<Tenant> rename(
          Caller caller, String id, UnaryOperator<String> change, OptionalLong expected) {
        by(caller);
        String before = tenants.get(id).value().displayName();
        return tenants.replace(id, expected, new Tenant(id, change.apply(before), NOW));
      }

      @Override
      public void delete(Caller caller, String id, OptionalLong expected) {
        if (id.equals(Tenant.DEFAULT)) {
          throw new ProblemException(ProblemCode.IN_USE, "It is always there.");
        }
        tenants.remove(id, expected);
      }
    };
  }

  private static Map<String, SecretState> secrets(Caller caller, Map<String, String> values) {
    Map<String, SecretState> states = new HashMap<>();
    values.forEach((name, value) -> states.put(name, new SecretState(NOW, caller.actor())));
    return states;
  }

  private static boolean secret(String name) {
    return name.equals("secret");
  }

  private static MobileApp app(
      Caller caller, String platform, Map<String, String> before, Map<String, String> values) {
    Map<String, String> plain = new HashMap<>(before);
    Map<String, String> hidden = new HashMap<>();
    values.forEach((name, value) -> (secret(name) ? hidden : plain).put(name, value));
    plain.values().removeIf(String::isBlank);
    return new MobileApp(platform, plain, secrets(caller, hidden), NOW, NOW);
  }

  MobileApps apps() {
    return new MobileApps() {
      @Override
      public Versioned<MobileApp> bind(
          Caller caller, String tenant, String platform, Map<String, String> fields) {
        by(caller);
        if (!platform.equals("wechatwork")) {
          throw ProblemException.invalid("platform", "unknown", "No such platform.");
        }
        return apps.create(
            ProblemCode.ALREADY_BOUND,
            key(tenant, platform),
            app(caller, platform, Map.of(), fields));
      }

      @Override
      public Optional<Versioned<MobileApp>> find(String tenant, String platform) {
        return apps.find(key(tenant, platform));
      }

      @Override
      public List<MobileApp> list(String tenant) {
        return apps.all(tenant + "/");
      }

      @Override
      public Versioned<MobileApp> change(
          Caller caller,
          String tenant,
          String platform,
          UnaryOperator<Map<String, String>> change,
          OptionalLong expected) {
        by(caller);
        MobileApp before = apps.get(key(tenant, platform)).value();
        Map<String, String> fields = change.apply(before.fields());
        if (!Objects.equals(fields.get("corpId"), before.fields().get("corpId"))) {
          throw ProblemException.invalid("fields.corpId", "immutable", "It cannot be changed.");
        }
        return apps.replace(
            key(tenant, platform), expected, app(caller, platform, before.fields(), fields));
      }

      @Override
      public Versioned<MobileApp> modifyKeys(
          Caller caller,
          String tenant,
          String platform,
          Map<String, String> secrets,
          OptionalLong expected) {
        by(caller);
        MobileApp before = apps.get(key(tenant, platform)).value();
        if (!secrets.keySet().stream().allMatch(World::secret)) {
          throw ProblemException.invalid("corpId", "not-secret", "It is no key.");
        }
        return apps.replace(
            key(tenant, platform), expected, app(caller, platform, before.fields(), secrets));
      }

      @Override
      public void unbind(
          Caller caller, String tenant, String platform, boolean force, OptionalLong expected) {
        apps.get(key(tenant, platform));
        if (!force && !sources.all(tenant + "/").isEmpty()) {
          throw new ProblemException(ProblemCode.IN_USE, "A source draws on it.");
        }
        apps.remove(key(tenant, platform), expected);
      }

      @Override
      public CheckReport check(Caller caller, String tenant, String platform) {
        apps.get(key(tenant, platform));
        return report();
      }
    };
  }

  private CheckReport report() {
    if (!platformThere) {
      throw new ProblemException(
          ProblemCode.PLATFORM_UNAVAILABLE,
          "The bundle is not there.",
          List.of(),
          Optional.of(Duration.ofSeconds(5)));
    }
    calls.add("check");
    Text text = new Text("Add the address.", "添加地址。");
    return new CheckReport(
        List.of(
            CheckReport.Step.passed("token", text),
            CheckReport.Step.failed(
                "trusted-ip",
                Optional.of("60020"),
                text,
                text,
                Optional.of(URI.create("https://console.example/ip")))));
  }

  private static IdentitySource source(
      Caller caller,
      String id,
      String platform,
      Map<String, SecretState> before,
      Settings settings) {
    MobileApp form = app(caller, platform, Map.of(), settings.fields());
    Map<String, SecretState> secrets = new HashMap<>(before);
    secrets.putAll(form.secrets());
    secrets.keySet().removeIf(name -> settings.fields().getOrDefault(name, "-").isBlank());
    return new IdentitySource(id, platform, settings.withFields(form.fields()), secrets);
  }

  IdentitySources sources() {
    return new IdentitySources() {
      @Override
      public Versioned<IdentitySource> create(
          Caller caller, String tenant, String id, String platform, Settings settings) {
        by(caller);
        if (!id.matches("[a-z0-9-]{1,31}") || settings.methods().isEmpty()) {
          throw ProblemException.invalid("id", "invalid", "No such id.");
        }
        return sources.create(
            ProblemCode.ALREADY_EXISTS,
            key(tenant, id),
            source(caller, id, platform, Map.of(), settings));
      }

      @Override
      public Optional<Versioned<IdentitySource>> find(String tenant, String id) {
        return sources.find(key(tenant, id));
      }

      @Override
      public Page<IdentitySource> list(String tenant, int limit, Optional<String> after) {
        return sources.page(tenant + "/", limit, after);
      }

      @Override
      public List<Offer> offers(String tenant) {
        throw new AssertionError("Not the API's business");
      }

      @Override
      public Versioned<IdentitySource> change(
          Caller caller,
          String tenant,
          String id,
          UnaryOperator<Settings> change,
          OptionalLong expected) {
        by(caller);
        IdentitySource before = sources.get(key(tenant, id)).value();
        return sources.replace(
            key(tenant, id),
            expected,
            source(
                caller, id, before.platform(), before.secrets(), change.apply(before.settings())));
      }

      @Override
      public void delete(Caller caller, String tenant, String id, OptionalLong expected) {
        sources.remove(key(tenant, id), expected);
      }

      @Override
      public CheckReport check(Caller caller, String tenant, String id) {
        sources.get(key(tenant, id));
        return report();
      }

      @Override
      public Map<String, String> mobileConfig(String tenant, String id) {
        throw new AssertionError("Not the API's business");
      }
    };
  }

  Clients clients() {
    return new Clients() {
      @Override
      public WithSecret create(
          Caller caller,
          String tenant,
          Optional<String> clientId,
          Optional<Secret> clientSecret,
          Client.Settings draft) {
        by(caller);
        String id = clientId.orElse("made-id");
        boolean secret = !draft.authMethods().contains(Client.AuthMethod.NONE);
        Client client =
            new Client(
                id,
                draft,
                secret ? Optional.of(new SecretState(NOW, caller.actor())) : Optional.empty(),
                NOW);
        return new WithSecret(
            clients.create(ProblemCode.ALREADY_EXISTS, key(tenant, id), client),
            secret
                ? clientSecret.or(() -> Optional.of(Secret.of("made-secret")))
                : Optional.empty());
      }

      @Override
      public Optional<Versioned<Client>> find(String tenant, String clientId) {
        return clients.find(key(tenant, clientId));
      }

      @Override
      public Page<Client> list(String tenant, int limit, Optional<String> after) {
        return clients.page(tenant + "/", limit, after);
      }

      @Override
      public Versioned<Client> change(
          Caller caller,
          String tenant,
          String clientId,
          UnaryOperator<Client.Settings> change,
          OptionalLong expected) {
        by(caller);
        Client before = clients.get(key(tenant, clientId)).value();
        return clients.replace(
            key(tenant, clientId),
            expected,
            new Client(clientId, change.apply(before.settings()), before.secret(), NOW));
      }

      @Override
      public WithSecret rotateSecret(Caller caller, String tenant, String clientId) {
        by(caller);
        Client before = clients.get(key(tenant, clientId)).value();
        return new WithSecret(
            clients.replace(key(tenant, clientId), OptionalLong.empty(), before),
            Optional.of(Secret.of("rotated-secret")));
      }

      @Override
      public void delete(Caller caller, String tenant, String clientId, OptionalLong expected) {
        clients.remove(key(tenant, clientId), expected);
      }

      @Override
      public boolean secretMatches(Caller caller, String tenant, String clientId, Secret secret) {
        throw new AssertionError("Not the API's business");
      }
    };
  }

  SigningKeys signingKeys() {
    KeyPair pair = keyPair();
    return new SigningKeys() {
      @Override
      public Active active(String tenant, String alg) {
        throw new AssertionError("Not the API's business");
      }

      @Override
      public List<Published> published(String tenant) {
        List<Published> published = new ArrayList<>();
        for (int i = keys; i >= 1; i--) {
          published.add(
              new Published(
                  "key-" + i,
                  "ES256",
                  i == keys ? Status.ACTIVE : Status.RETIRED,
                  NOW,
                  pair.getPublic()));
        }
        return published;
      }

      @Override
      public List<Published> rotate(Caller caller, String tenant) {
        by(caller);
        keys++;
        return published(tenant);
      }
    };
  }

  private static KeyPair keyPair() {
    try {
      return KeyPairGenerator.getInstance("EC").generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  Users users() {
    return new Users() {
      @Override
      public Versioned<User> create(
          Caller caller, String tenant, User.Profile profile, Optional<Secret> password) {
        by(caller);
        String id = "u-" + profile.username();
        return users.create(
            ProblemCode.ALREADY_EXISTS,
            key(tenant, id),
            new User(id, profile, true, password.isPresent(), NOW, Optional.empty()));
      }

      @Override
      public Optional<Versioned<User>> find(String tenant, String id) {
        return users.find(key(tenant, id));
      }

      @Override
      public Page<User> list(
          String tenant, Optional<String> search, int limit, Optional<String> after) {
        return users.page(tenant + "/" + search.map("u-"::concat).orElse(""), limit, after);
      }

      @Override
      public Versioned<User> change(
          Caller caller, String tenant, String id, Change change, OptionalLong expected) {
        by(caller);
        User before = users.get(key(tenant, id)).value();
        return users.replace(
            key(tenant, id),
            expected,
            new User(
                id,
                change.profile().apply(before.profile()),
                before.active(),
                before.passwordSet() || change.password().isPresent(),
                NOW,
                Optional.of(NOW)));
      }

      @Override
      public Versioned<User> setActive(
          Caller caller, String tenant, String id, boolean active, OptionalLong expected) {
        by(caller);
        User before = users.get(key(tenant, id)).value();
        return users.replace(
            key(tenant, id),
            expected,
            new User(id, before.profile(), active, before.passwordSet(), NOW, Optional.empty()));
      }

      @Override
      public void delete(Caller caller, String tenant, String id, OptionalLong expected) {
        users.remove(key(tenant, id), expected);
      }

      @Override
      public List<Identity> identities(String tenant, String id) {
        users.get(key(tenant, id));
        return List.of(
            new Identity("i1", "wecom", "wechatwork", "ww1", "li", List.of("7"), NOW, NOW));
      }

      @Override
      public void unlink(Caller caller, String tenant, String id, Optional<String> identity) {
        users.get(key(tenant, id));
        if (identity.isPresent() && !identity.get().equals("i1")) {
          throw ProblemException.notFound("identity");
        }
        calls.add("unlink " + identity.orElse("all"));
      }

      @Override
      public List<Session> sessions(String tenant, String id) {
        users.get(key(tenant, id));
        return List.of(new Session("s1", id, "wecom", "i1", NOW, NOW, "Browser", "192.0.2.9"));
      }

      @Override
      public void endSessions(Caller caller, String tenant, String id) {
        users.get(key(tenant, id));
        calls.add("end sessions");
      }
    };
  }

  AuditLog audit() {
    return (tenant, filter, limit, after) -> {
      calls.add(filter.toString());
      return new Page<>(
          events.subList(0, Math.min(limit, events.size())),
          events.size() > limit ? Optional.of("a b") : Optional.empty());
    };
  }

  Administrators administrators() {
    return new Administrators() {
      @Override
      public SignedIn signIn(
          Caller caller, String username, Secret password, Optional<Secret> device) {
        by(caller);
        device.map(Secret::reveal).ifPresent(devices::add);
        if (!username.equals("admin") || !password.reveal().equals("right password")) {
          throw new ProblemException(ProblemCode.UNAUTHENTICATED, "Wrong.");
        }
        ConsoleSession session =
            new ConsoleSession(
                Secret.of("cookie-" + sessions.size()),
                Secret.of("csrf-" + sessions.size()),
                username,
                new Principal("admin:admin", Role.OWNER, Set.of("*")));
        sessions.put(session.cookie().reveal(), session);
        return new SignedIn(session, Secret.of("device-1"));
      }

      @Override
      public boolean isDevice(String username, Secret device) {
        return username.equals("admin") && device.reveal().equals("device-1");
      }

      @Override
      public Optional<ConsoleSession> session(Secret cookie) {
        return Optional.ofNullable(sessions.get(cookie.reveal()));
      }

      @Override
      public void signOut(Caller caller, Secret cookie) {
        by(caller);
        sessions.remove(cookie.reveal());
      }

      @Override
      public Optional<Principal> token(Caller caller, Secret token) {
        return Optional.ofNullable(tokens.get(token.reveal()));
      }
    };
  }
}
