package dev.muster.web.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.testkit.storage.ManualClock;
import dev.muster.web.http.Parameters;
import dev.muster.web.oidc.AuthorizeRequests.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MismatchLogTest {
  private final ManualClock clock = new ManualClock(Instant.parse("2026-11-22T08:00:00Z"));
  private final List<String> lines = new ArrayList<>();
  private final MismatchLog log = new MismatchLog(clock, lines::add);

  @Test
  void saysOfAClientOnceAMinuteThatItAuthenticatesInTheWrongWay() {
    for (int i = 0; i < 100; i++) {
      log.mismatch("acme", "shop", "sent none");
    }
    assertThat(lines).containsExactly("sent none (client shop of tenant acme)");
    log.mismatch("acme", "wiki", "sent none");
    log.mismatch("other", "shop", "sent none");
    assertThat(lines).hasSize(3);

    clock.advance(Duration.ofSeconds(59));
    log.mismatch("acme", "shop", "sent none");
    assertThat(lines).hasSize(3);
    clock.advance(Duration.ofSeconds(1));
    log.mismatch("acme", "shop", "sent none");
    assertThat(lines).hasSize(4);
  }

  @Test
  void saysWhatWasSentThatNamesNoClientOrNoAddressOfIt() {
    Parameters sent =
        Parameters.parse("client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fcb%2F");
    log.untrusted("acme", sent, Reason.REDIRECT_URI);
    log.untrusted("acme", sent, Reason.CLIENT);
    log.untrusted("acme", Parameters.parse("client_id=shop"), Reason.NO_REDIRECT_URI);
    log.untrusted("acme", sent, Reason.DUPLICATE);
    log.untrusted("acme", sent, Reason.REQUEST_URI);
    assertThat(lines)
        .containsExactly(
            "authorize: the redirect_uri 'https://shop.example/cb/' is not one of its redirectUris"
                + " (client shop of tenant acme)",
            "authorize: there is no client 'shop' (client (unknown) of tenant acme)",
            "authorize: the redirect_uri is missing (client shop of tenant acme)",
            "authorize: client_id or redirect_uri is there more than once"
                + " (client (unknown) of tenant acme)",
            "authorize: the request_uri of 'shop' has expired, was answered or is another client's"
                + " (client (unknown) of tenant acme)");

    log.untrusted("acme", Parameters.parse("client_id=" + "x".repeat(5000)), Reason.CLIENT);
    assertThat(lines.get(5)).hasSizeLessThan(400);
  }

  @Test
  void saysOfEachPageWhyItWasShownUpToABound() {
    Parameters sent = Parameters.parse("client_id=shop&redirect_uri=https%3A%2F%2Fx.example%2F");
    for (int i = 0; i < MismatchLog.MOST_PAGES + 30; i++) {
      log.untrusted("acme", sent, Reason.REDIRECT_URI);
    }
    assertThat(lines).hasSize(MismatchLog.MOST_PAGES);
    assertThat(lines.get(MismatchLog.MOST_PAGES - 1)).endsWith("; no more of this minute");
    log.mismatch("acme", "shop", "sent none");
    assertThat(lines).hasSize(MismatchLog.MOST_PAGES + 1);

    clock.advance(Duration.ofMinutes(1));
    log.untrusted("acme", sent, Reason.REDIRECT_URI);
    assertThat(lines).hasSize(MismatchLog.MOST_PAGES + 2);
  }

  @Test
  void remembersABoundedNumberOfClients() {
    for (int i = 0; i < MismatchLog.MOST_CLIENTS + 50; i++) {
      log.mismatch("acme", "c" + i, "sent none");
    }
    assertThat(lines).hasSize(MismatchLog.MOST_CLIENTS);
    log.mismatch("acme", "c0", "sent none");
    assertThat(lines).hasSize(MismatchLog.MOST_CLIENTS);

    clock.advance(Duration.ofMinutes(1));
    log.mismatch("acme", "c" + MismatchLog.MOST_CLIENTS, "sent none");
    log.mismatch("acme", "c0", "sent none");
    assertThat(lines).hasSize(MismatchLog.MOST_CLIENTS + 2);
  }
}
