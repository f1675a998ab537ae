package dev.muster.core.plugin;

import dev.muster.spi.SignInMethod;
import dev.muster.spi.Text;
import dev.muster.spi.platform.ChatProvider;
import dev.muster.spi.platform.Connection;
import dev.muster.spi.platform.ConnectionSettings;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.platform.ProviderContext;
import dev.muster.spi.platform.SignInAbility;
import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/**
 * As much of a framework as plugins are installed with. What a bundle does stands in its manifest:
 * {@code Test-Platform} names the platform that it offers, {@code Test-Start} is {@code throws} or
 * {@code hangs}, {@code Test-Service} is {@code none}, {@code null}, {@code foreign} or the
 * interface that it offers instead of a platform's, {@code Test-Needs} is a package or a filter,
 * {@code Test-Resolution} whether it can do without, {@code Test-Gives} a package in version 1.0.
 */
final class FakeFramework {
  static final String CHAT_PROVIDER = ChatProvider.class.getName();
  static final String OURS = "dev.muster.core";

  private static final FakeService COMPONENTS = new FakeService("components", null);

  /** What happened to bundles, in order. */
  final List<String> happened = new CopyOnWriteArrayList<>();

  /** The properties that it was started with. */
  final Map<String, String> properties = new HashMap<>();

  /** Lets those go on that hang. */
  final CountDownLatch end = new CountDownLatch(1);

  private final List<FakeBundle> bundles = new CopyOnWriteArrayList<>();
  private volatile Optional<ServiceComponentRuntime> components = Optional.empty();
  private volatile Optional<Exception> failure = Optional.empty();
  private long ids;

  FakeFramework() {
    Manifest ours = new Manifest();
    ours.getMainAttributes().putValue(Constants.BUNDLE_SYMBOLICNAME, OURS);
    ours.getMainAttributes().putValue("Test-Gives", "dev.muster.spi.platform");
    Manifest system = new Manifest();
    system.getMainAttributes().putValue(Constants.BUNDLE_SYMBOLICNAME, "system.bundle");
    bundles.add(new FakeBundle("system", system));
    bundles.add(new FakeBundle("ours", ours));
  }

  /** Everything that is installed fails from now on. */
  void installingFails(Exception with) {
    failure = Optional.of(with);
  }

  void installingWorks() {
    failure = Optional.empty();
  }

  /** The plugins that are there, whatever they do. */
  List<FakeBundle> plugins() {
    return bundles.stream().filter(each -> each.location.startsWith("plugin:")).toList();
  }

  FakeBundle only() {
    if (plugins().size() != 1) {
      throw new AssertionError(plugins());
    }
    return plugins().get(0);
  }

  static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static UnsupportedOperationException unknown(Method method) {
    return new UnsupportedOperationException(method.getName());
  }

  BundleContext context() {
    return proxy(
        BundleContext.class,
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "getBundles" -> bundles.stream().map(each -> each.bundle).toArray(Bundle[]::new);
              case "getBundle" -> bundles.get(arguments == null ? 1 : 0).bundle;
              case "installBundle" -> install((String) arguments[0], (InputStream) arguments[1]);
              case "getServiceReference" ->
                  arguments[0] == ServiceComponentRuntime.class && components.isPresent()
                      ? COMPONENTS
                      : null;
              case "getService" ->
                  arguments[0] == COMPONENTS
                      ? components.orElseThrow()
                      : ((FakeService) arguments[0]).service();
              case "ungetService" -> true;
              case "getProperty" -> properties.get((String) arguments[0]);
              default -> throw unknown(method);
            });
  }

  /** Declarative Services is there and says this of every bundle's only component. */
  void componentIs(ComponentConfigurationDTO configuration) {
    ComponentDescriptionDTO component = new ComponentDescriptionDTO();
    component.name = "AcmeChat";
    components =
        Optional.of(
            proxy(
                ServiceComponentRuntime.class,
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "getComponentDescriptionDTOs" -> List.of(component);
                      case "getComponentConfigurationDTOs" -> List.of(configuration);
                      default -> throw unknown(method);
                    }));
  }

  private Bundle install(String location, InputStream content) throws Exception {
    if (failure.isPresent()) {
      throw failure.get();
    }
    try (JarInputStream jar = new JarInputStream(content)) {
      FakeBundle installed = new FakeBundle(location, jar.getManifest());
      bundles.add(installed);
      happened.add("installed " + installed);
      return installed.bundle;
    }
  }

  /** A bundle and what became of it. */
  final class FakeBundle {
    private final long id = ids++;
    private final String location;
    private final Map<String, String> headers = new HashMap<>();
    private final Bundle bundle =
        proxy(Bundle.class, (proxy, method, arguments) -> is(method, arguments));
    private volatile int state = Bundle.INSTALLED;
    private volatile boolean silent;

    FakeBundle(String location, Manifest manifest) {
      this.location = location;
      manifest
          .getMainAttributes()
          .forEach((key, value) -> headers.put(key.toString(), value.toString()));
    }

    private String header(String name) {
      return headers.getOrDefault(name, "");
    }

    /** Somebody else stops it. */
    void stopsByItself() {
      state = Bundle.RESOLVED;
    }

    /** It takes its services back. */
    void fallsSilent(boolean now) {
      silent = now;
    }

    boolean isThere() {
      return state == Bundle.ACTIVE;
    }

    String version() {
      return header(Constants.BUNDLE_VERSION);
    }

    private Object is(Method method, Object[] arguments) throws BundleException {
      switch (method.getName()) {
        case "start" -> start();
        case "uninstall" -> uninstall();
        case "hashCode" -> {
          return (int) id;
        }
        default -> {
          return tells(method, arguments);
        }
      }
      return null;
    }

    private Object tells(Method method, Object[] arguments) {
      return switch (method.getName()) {
        case "getState" -> state;
        case "getSymbolicName" -> header(Constants.BUNDLE_SYMBOLICNAME).split(";", 2)[0];
        case "getVersion" -> Version.parseVersion(version());
        case "getLocation" -> location;
        case "getBundleId" -> id;
        case "getRegisteredServices" -> services();
        case "toString" -> toString();
        case "getBundleContext" -> null;
        case "findEntries" -> keeps((String) arguments[0]) ? Collections.emptyEnumeration() : null;
        case "adapt" -> adapted();
        default -> throw unknown(method);
      };
    }

    private boolean keeps(String folder) {
      return header(Constants.BUNDLE_SYMBOLICNAME).equals(OURS)
          && folder.equals("dev/muster/core/plugin");
    }

    /** Whatever is asked for: as the wiring of the framework, or as a revision. */
    private Object adapted() {
      return Proxy.newProxyInstance(
          FrameworkWiring.class.getClassLoader(),
          new Class<?>[] {FrameworkWiring.class, BundleRevision.class},
          (proxy, method, arguments) ->
              switch (method.getName()) {
                case "resolveBundles" -> false;
                case "refreshBundles" -> {
                  ((FrameworkListener[]) arguments[1])[0].frameworkEvent(null);
                  yield null;
                }
                case "getDeclaredRequirements" -> requirements();
                case "getDeclaredCapabilities" -> capabilities((BundleRevision) proxy);
                case "getSymbolicName" -> header(Constants.BUNDLE_SYMBOLICNAME);
                case "getVersion" -> Version.parseVersion(version());
                default -> throw unknown(method);
              });
    }

    private List<BundleRequirement> requirements() {
      String needs = header("Test-Needs");
      return needs.isEmpty()
          ? List.of()
          : List.of(
              proxy(
                  BundleRequirement.class,
                  (proxy, method, arguments) ->
                      switch (method.getName()) {
                        case "getDirectives" ->
                            Map.of(
                                Constants.FILTER_DIRECTIVE,
                                needs.startsWith("(")
                                    ? needs
                                    : "(osgi.wiring.package=" + needs + ")",
                                Constants.RESOLUTION_DIRECTIVE,
                                headers.getOrDefault("Test-Resolution", "mandatory"));
                        case "getNamespace" -> "osgi.wiring.package";
                        default -> throw unknown(method);
                      }));
    }

    private List<BundleCapability> capabilities(BundleRevision revision) {
      String gives = header("Test-Gives");
      return gives.isEmpty()
          ? List.of()
          : List.of(
              proxy(
                  BundleCapability.class,
                  (proxy, method, arguments) ->
                      switch (method.getName()) {
                        case "getAttributes" ->
                            Map.of("osgi.wiring.package", gives, "version", Version.valueOf("1.0"));
                        case "getRevision" -> revision;
                        default -> throw unknown(method);
                      }));
    }

    private void start() throws BundleException {
      happened.add("started " + this);
      switch (header("Test-Start")) {
        case "throws" -> throw new BundleException("as the test says");
        case "hangs" -> hang();
        default -> {
          // works
        }
      }
      state = Bundle.ACTIVE;
    }

    private void hang() {
      boolean waiting = true;
      while (waiting) {
        try {
          end.await();
          waiting = false;
        } catch (InterruptedException e) {
          // hangs on
        }
      }
    }

    private void uninstall() {
      happened.add("uninstalled " + this);
      state = Bundle.UNINSTALLED;
      bundles.remove(this);
    }

    private ServiceReference<?>[] services() {
      if (silent || state != Bundle.ACTIVE || header("Test-Service").equals("none")) {
        return null;
      }
      return new ServiceReference<?>[] {new FakeService(header("Test-Service"), provider())};
    }

    private ChatProvider provider() {
      return new ChatProvider() {
        @Override
        public PlatformDescriptor descriptor() {
          return described(header("Test-Platform"));
        }

        @Override
        public Connection connect(ConnectionSettings settings, ProviderContext context) {
          throw new UnsupportedOperationException();
        }
      };
    }

    @Override
    public String toString() {
      return header(Constants.BUNDLE_SYMBOLICNAME) + " " + version();
    }
  }

  private static PlatformDescriptor described(String id) {
    Text text = new Text("Chat", "Chat");
    return PlatformDescriptor.of(id, text)
        .withSignIn(SignInAbility.of(Set.of(SignInMethod.BROWSER)));
  }
}
