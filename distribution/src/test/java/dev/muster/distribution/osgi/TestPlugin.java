package dev.muster.distribution.osgi;

import dev.muster.spi.SignInMethod;
import dev.muster.spi.Text;
import dev.muster.spi.platform.ChatProvider;
import dev.muster.spi.platform.Connection;
import dev.muster.spi.platform.ConnectionSettings;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.platform.ProviderContext;
import dev.muster.spi.platform.SignInAbility;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** The code of the plugins that {@link PluginJars} makes; their manifests say what it does. */
public final class TestPlugin implements BundleActivator {
  static final String PLATFORM = "Test-Platform";
  static final String BEHAVIOUR = "Test-Behaviour";

  /** Made by the framework. */
  public TestPlugin() {}

  @Override
  public void start(BundleContext context) throws Exception {
    String platform = context.getBundle().getHeaders().get(PLATFORM);
    switch (String.valueOf(context.getBundle().getHeaders().get(BEHAVIOUR))) {
      case "throws" -> throw new IllegalStateException("the licence has run out");
      case "error" -> throw new NoClassDefFoundError("org/acme/Missing");
      case "hangs" -> new CountDownLatch(1).await();
      case "silent" -> {}
      case "leaks" -> {
        Thread left = new Thread(TestPlugin::neverEnds, "left-by-a-plugin");
        left.setDaemon(true);
        left.start();
        context.registerService(ChatProvider.class, new Provider(String.valueOf(platform)), null);
      }
      default ->
          context.registerService(ChatProvider.class, new Provider(String.valueOf(platform)), null);
    }
  }

  /** Until the framework of the test has gone; it minds no interruption. */
  private static void neverEnds() {
    CountDownLatch never = new CountDownLatch(1);
    while (true) {
      try {
        never.await();
      } catch (InterruptedException e) {
        // goes on
      }
    }
  }

  @Override
  public void stop(BundleContext context) {}

  /** A component that cannot be made. */
  public static final class Broken implements ChatProvider {
    /** Fails. */
    public Broken() {
      throw new IllegalStateException("the component is broken");
    }

    @Override
    public PlatformDescriptor descriptor() {
      throw new IllegalStateException();
    }

    @Override
    public Connection connect(ConnectionSettings settings, ProviderContext context) {
      throw new IllegalStateException();
    }
  }

  /** A component of a platform of no abilities. */
  public static final class Made implements ChatProvider {
    private final Provider provider = new Provider("made");

    /** Made by Declarative Services. */
    public Made() {}

    @Override
    public PlatformDescriptor descriptor() {
      return provider.descriptor();
    }

    @Override
    public Connection connect(ConnectionSettings settings, ProviderContext context) {
      return provider.connect(settings, context);
    }
  }

  /** A platform of no abilities. */
  static final class Provider implements ChatProvider {
    private final String id;

    Provider(String id) {
      this.id = id;
    }

    @Override
    public PlatformDescriptor descriptor() {
      return PlatformDescriptor.of(id, new Text(id, id))
          .withSignIn(SignInAbility.of(Set.of(SignInMethod.BROWSER)));
    }

    @Override
    public Connection connect(ConnectionSettings settings, ProviderContext context) {
      throw new IllegalArgumentException("nothing to connect to");
    }
  }
}
