package dev.muster.distribution.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.distribution.process.Await;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** Compares the users of a tenant with the address book of its source, by the management API. */
final class Reconciliation {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Set<String> UNDER_WAY = Set.of("reading", "applying");

  private final World world;
  private final String runs;

  Reconciliation(World world, Tenant tenant) {
    this.world = world;
    this.runs =
        "/tenants/%s/identity-sources/%s/reconciliations".formatted(tenant.id(), Tenant.SOURCE);
  }

  /**
   * Begins a run.
   *
   * @param apply whether what it finds is applied at once
   * @return the run when it is over or waits for somebody
   */
  JsonNode run(boolean apply) {
    return ended(world.management().post(runs, Http.write(Map.of("apply", apply))));
  }

  /**
   * Decides about a run that waits.
   *
   * @param how {@code apply} or {@code discard}
   * @return the run when that is over
   */
  JsonNode decide(JsonNode run, String how) {
    world.management().post(runs + "/" + run.path("id").asText() + "/" + how, "");
    return ended(run);
  }

  private JsonNode ended(JsonNode begun) {
    AtomicReference<JsonNode> run = new AtomicReference<>();
    Await.until(
        PATIENCE,
        () -> "the end of " + run.get(),
        () -> {
          run.set(world.management().get(runs + "/" + begun.path("id").asText()));
          return !UNDER_WAY.contains(run.get().path("state").asText());
        });
    return run.get();
  }
}
