package dev.muster.core.signin;

import dev.muster.api.IdentitySource;
import dev.muster.api.Metrics;
import dev.muster.api.SignIns.Fault;
import dev.muster.api.SignIns.Interaction;
import dev.muster.api.SignIns.Outcome;
import dev.muster.core.statistics.Tally;
import java.util.Optional;

/** Counts what became of sign-ins: in the metrics, and for the tenant's statistics. */
final class SignInFigures {
  private final Metrics metrics;
  private final Tally tally;

  SignInFigures(Metrics metrics, Tally tally) {
    this.metrics = metrics;
    this.tally = tally;
  }

  /**
   * Counts one.
   *
   * @param source by which source; empty where it cannot be told, or tells of nobody
   * @return the same outcome
   */
  <G> Outcome<G> counted(String tenant, Optional<IdentitySource> source, Outcome<G> outcome) {
    source.ifPresent(known -> tally(tenant, known, outcome));
    metrics.count(
        "muster_sign_ins_total",
        "platform",
        source.map(IdentitySource::platform).orElse(""),
        "outcome",
        name(outcome));
    return outcome;
  }

  /** A code that is none tells of nobody, and anybody can send one. */
  private <G> void tally(String tenant, IdentitySource source, Outcome<G> outcome) {
    if (outcome instanceof Outcome.SignedIn<G>) {
      tally.succeeded(tenant, source.platform(), source.id());
    } else if (outcome instanceof Outcome.Refused<G> refused) {
      tally.refused(tenant, source.platform(), source.id(), refused.reason());
    } else if (outcome instanceof Outcome.Failed<G>) {
      tally.failed(tenant, source.platform(), source.id());
    }
  }

  private static <G> String name(Outcome<G> outcome) {
    return outcome.match(
        new Outcome.Cases<G, String>() {
          @Override
          public String signedIn(Outcome.SignedIn<G> signedIn) {
            return "signedin";
          }

          @Override
          public String interactionRequired(Interaction interaction) {
            return "interaction";
          }

          @Override
          public String refused(Outcome.Refused<G> refused) {
            return "refused";
          }

          @Override
          public String failed(Fault fault) {
            return "failed";
          }

          @Override
          public String invalid() {
            return "invalid";
          }
        });
  }
}
