package dev.muster.sandbox.testing;

import dev.muster.sandbox.common.Happening;
import dev.muster.sandbox.common.SimulatedPlatform;
import dev.muster.sandbox.common.WebhookCall;
import dev.muster.spi.platform.WebhookRequest;
import dev.muster.testkit.platform.WebhookFixture;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The webhook events of the sandbox. */
public abstract class SandboxWebhooks implements WebhookFixture {
  private final SimulatedPlatform<?> sandbox;
  private final Map<String, String> binding;

  protected SandboxWebhooks(SimulatedPlatform<?> sandbox) {
    this.sandbox = sandbox;
    this.binding = sandbox.binding();
  }

  /** A field of the app, with which a forger would begin. */
  protected final String field(String name) {
    return binding.getOrDefault(name, "");
  }

  @Override
  public final WebhookRequest verification() {
    return request(sandbox.webhook(Happening.VERIFICATION, ""));
  }

  @Override
  public final WebhookRequest webhook(Event event, String subject) {
    return request(sandbox.webhook(Happening.valueOf(event.name()), subject));
  }

  private static WebhookRequest request(WebhookCall request) {
    Map<String, String> headers = new HashMap<>();
    request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    return WebhookRequest.of(request.method(), request.query(), headers, request.body());
  }

  @Override
  public final Set<Event> events() {
    Set<Event> events = EnumSet.allOf(Event.class);
    events.removeIf(event -> !sandbox.happenings().contains(Happening.valueOf(event.name())));
    return events;
  }
}
