package dev.muster.sandbox;

import jakarta.servlet.Servlet;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;

/**
 * Serves the sandbox on the product's own HTTP, if and only if a configuration says so: without one
 * there is no component, and one that does not switch it on registers nothing.
 */
@Component(
    service = {},
    immediate = true,
    configurationPid = SandboxSettings.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = SandboxSettings.class)
public final class SandboxComponent {
  private static final String MOUNT = "/sandbox";

  private final Optional<Running> running;

  private record Running(
      Sandbox sandbox, SandboxServlet servlet, ServiceRegistration<Servlet> registration) {}

  /**
   * Begins to serve, if switched on.
   *
   * @param context where the servlet is registered
   * @param settings what the configuration says
   */
  @Activate
  public SandboxComponent(BundleContext context, SandboxSettings settings) {
    this.running = settings.enabled() ? Optional.of(serve(context, settings)) : Optional.empty();
  }

  /** Ends serving. */
  @Deactivate
  void deactivate() {
    running.ifPresent(
        it -> {
          it.registration().unregister();
          it.servlet().close();
          it.sandbox().close();
        });
  }

  private static Running serve(BundleContext context, SandboxSettings settings) {
    Sandbox sandbox = new Sandbox(Clock.systemUTC());
    sandbox.trustDomain(settings.trustedDomain());
    if (!settings.callbacks().isEmpty()) {
      sandbox.webhooksBelow(settings.callbacks());
    }
    SandboxServlet servlet = new SandboxServlet(sandbox, MOUNT);
    Map<String, Object> properties =
        Map.of(
            HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN,
            new String[] {MOUNT, MOUNT + "/*"},
            HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_NAME,
            "sandbox",
            HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_ASYNC_SUPPORTED,
            true);
    return new Running(
        sandbox,
        servlet,
        context.registerService(Servlet.class, servlet, FrameworkUtil.asDictionary(properties)));
  }
}
