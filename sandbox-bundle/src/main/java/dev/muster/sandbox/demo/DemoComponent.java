package dev.muster.sandbox.demo;

import dev.muster.api.Clients;
import dev.muster.api.IdentitySources;
import dev.muster.api.Installation;
import dev.muster.api.MobileApps;
import dev.muster.api.Platforms;
import dev.muster.api.Statistics;
import dev.muster.api.Tenants;
import dev.muster.api.Users;
import dev.muster.sandbox.Sandbox;
import dev.muster.sandbox.SandboxSettings;
import dev.muster.sandbox.common.SimulatedPlatform;
import jakarta.servlet.Servlet;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prepares the demo as soon as the platform's bundle is there, and serves its application. The same
 * configuration switches it on that switches the sandbox on.
 */
@Component(
    service = {},
    immediate = true,
    configurationPid = SandboxSettings.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class DemoComponent {
  private static final Logger LOG = LoggerFactory.getLogger(DemoComponent.class);
  private static final String MOUNT = "/sandbox/app";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long LOOK_EVERY_MILLIS = 100;

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Optional<ServiceRegistration<Servlet>> registration;

  /**
   * Begins, if switched on.
   *
   * @param context where the application is registered
   * @param settings what the configuration says
   * @param installation where browsers see us
   * @param platforms whether the platform is there yet
   * @param tenants where the tenant is added
   * @param apps where the app is bound
   * @param sources where the source is added
   * @param clients where the application is added
   * @param users where people are added
   * @param statistics where the month behind them is added
   */
  @Activate
  public DemoComponent(
      BundleContext context,
      SandboxSettings settings,
      @Reference Installation installation,
      @Reference Platforms platforms,
      @Reference Tenants tenants,
      @Reference MobileApps apps,
      @Reference IdentitySources sources,
      @Reference Clients clients,
      @Reference Users users,
      @Reference Statistics statistics) {
    if (!settings.enabled()) {
      this.registration = Optional.empty();
      return;
    }
    URI application = URI.create(installation.publicUrl() + MOUNT);
    URI issuer = URI.create(installation.publicUrl() + "/t/" + DemoTenant.ID);
    DemoTenant tenant = new DemoTenant(tenants, apps, sources, clients);
    Thread preparing =
        new Thread(
            () ->
                prepare(
                    tenant,
                    new DemoLife(users, statistics),
                    platforms,
                    DemoApplication.callback(application)),
            "sandbox-demo");
    preparing.setDaemon(true);
    preparing.start();
    this.registration = Optional.of(serve(context, new DemoApplication(issuer, application)));
  }

  /** Ends serving. */
  @Deactivate
  void deactivate() {
    stopped.countDown();
    registration.ifPresent(ServiceRegistration::unregister);
  }

  private static ServiceRegistration<Servlet> serve(BundleContext context, Servlet application) {
    return context.registerService(
        Servlet.class,
        application,
        FrameworkUtil.asDictionary(
            Map.of(
                HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN,
                new String[] {MOUNT, MOUNT + "/*"},
                HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_NAME,
                "sandbox-app")));
  }

  /**
   * Bundles of platforms come when they come: this waits for those it needs, but not for ever. They
   * are bound in the order of the sandbox; the sign-in page shows sources by their ids.
   */
  private void prepare(DemoTenant tenant, DemoLife life, Platforms platforms, URI redirectUri) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try (Sandbox sandbox = new Sandbox(Clock.systemUTC())) {
      boolean isNew = tenant.prepare(redirectUri);
      List<Map.Entry<String, String>> sources = new ArrayList<>();
      for (SimulatedPlatform<?> platform : sandbox.platforms()) {
        while (!isThere(platforms, platform) && System.nanoTime() - end < 0) {
          if (stopped.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
            return;
          }
        }
        if (isThere(platforms, platform)) {
          sources.add(Map.entry(tenant.bind(platform), platform.id()));
        } else {
          LOG.error("the demo lacks {}: there is no such platform in plugins/", platform.id());
        }
      }
      if (isNew) {
        life.begin(DemoTenant.ID, sources, Instant.now());
      }
      LOG.info("the demo is prepared: tenant {}", DemoTenant.ID);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("the demo is not prepared", e);
    }
  }

  private static boolean isThere(Platforms platforms, SimulatedPlatform<?> platform) {
    return platforms.find(platform.id()).filter(Platforms.Platform::available).isPresent();
  }
}
