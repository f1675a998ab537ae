package dev.muster.sandbox.testing;

import dev.muster.sandbox.common.Happening;
import dev.muster.sandbox.common.PushedRequest;
import dev.muster.sandbox.common.SimulatedPlatform;
import dev.muster.spi.platform.Callbacks.Push;
import dev.muster.testkit.platform.CallbackFixture;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What the sandbox pushes. */
public abstract class SandboxCallbacks implements CallbackFixture {
  private final SimulatedPlatform sandbox;
  private final Map<String, String> binding;

  protected SandboxCallbacks(SimulatedPlatform sandbox) {
    this.sandbox = sandbox;
    this.binding = sandbox.binding();
  }

  /** A field of the app, with which a forger would begin. */
  protected final String field(String name) {
    return binding.getOrDefault(name, "");
  }

  @Override
  public final Push verification() {
    return push(sandbox.push(Happening.VERIFICATION, ""));
  }

  @Override
  public final Push push(Event event, String subject) {
    return push(sandbox.push(Happening.valueOf(event.name()), subject));
  }

  private static Push push(PushedRequest request) {
    Map<String, String> headers = new HashMap<>();
    request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    return new Push(request.method(), request.query(), headers, request.body());
  }

  @Override
  public final Set<Event> events() {
    Set<Event> events = EnumSet.allOf(Event.class);
    events.removeIf(event -> !sandbox.happenings().contains(Happening.valueOf(event.name())));
    return events;
  }
}
