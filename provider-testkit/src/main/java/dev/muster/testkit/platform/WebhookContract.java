package dev.muster.testkit.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.spi.platform.WebhookAbility;
import dev.muster.spi.platform.WebhookEvent;
import dev.muster.spi.platform.WebhookEvent.DepartmentChanged;
import dev.muster.spi.platform.WebhookEvent.UserChanged;
import dev.muster.spi.platform.WebhookEvent.UserLeft;
import dev.muster.spi.platform.WebhookEvent.UserRenamed;
import dev.muster.spi.platform.WebhookRequest;
import dev.muster.spi.platform.Webhooks;
import dev.muster.spi.platform.Webhooks.Received;
import dev.muster.spi.platform.Webhooks.Received.Accepted;
import dev.muster.spi.platform.Webhooks.Received.Rejected;
import dev.muster.testkit.platform.WebhookFixture.Event;
import dev.muster.testkit.platform.WebhookFixture.Forgery;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * {@link Webhooks}. Skipped where the descriptor names none; that the provider then offers none
 * either, the descriptor's tests see to.
 */
abstract class WebhookContract {
  /** Far below what any platform waits, and far above what deciphering costs. */
  private static final Duration AT_ONCE = Duration.ofMillis(500);

  private static final int TRIES = 3;

  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{64,}");
  private static final int MOST_BYTES = 256 * 1024;

  private final PlatformFixture fixture;

  WebhookContract(PlatformFixture fixture) {
    this.fixture = fixture;
  }

  private WebhookAbility ability() {
    return ChatProviderContract.offered(
        fixture.provider().descriptor().webhooks(), "webhook events");
  }

  private interface Try {
    void run(WebhookFixture server, Webhooks webhooks);
  }

  @BeforeEach
  void isOffered() {
    ability();
  }

  private void with(Try test) {
    test.run(server(), ChatProviderContract.connect(fixture).webhooks().orElseThrow());
  }

  private WebhookFixture server() {
    return fixture.webhooks().orElseThrow();
  }

  @Test
  void provesThatTheAddressIsOurs() {
    with(
        (server, webhooks) -> {
          WebhookRequest check = server.verification();
          Accepted answer = accepted(webhooks.receive(check));
          assertThat(answer.events()).isEmpty();
          assertThat(server.takes(check, answer, Instant.now())).isTrue();
        });
  }

  @TestFactory
  Stream<DynamicTest> tellsOfWhatHappenedAndAnswersInThePlatformsForm() {
    return perEvent(
        (server, webhooks, event) -> {
          WebhookRequest request = server.webhook(event, subject(event));
          Accepted answer = accepted(webhooks.receive(request));
          assertThat(server.takes(request, answer, Instant.now())).isTrue();
          assertThat(answer.events()).isNotEmpty();
          assertThat(answer.platformTenant()).isEqualTo(fixture.platformTenant());
          answer.events().forEach(it -> assertThatItTells(it, event));
        });
  }

  private static String subject(Event event) {
    return event == Event.RENAMED
        ? "developer developer-renamed"
        : event == Event.DEPARTMENT_CHANGED ? "3" : "developer";
  }

  private static void assertThatItTells(WebhookEvent told, Event event) {
    assertThat(told.id()).isNotBlank().hasSizeLessThanOrEqualTo(200);
    assertThat(told.at()).isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
    switch (event) {
      case LEFT ->
          assertThat(told)
              .isInstanceOfSatisfying(
                  UserLeft.class, it -> assertThat(it.userId()).isEqualTo("developer"));
      case CHANGED ->
          assertThat(told)
              .isInstanceOfSatisfying(
                  UserChanged.class, it -> assertThat(it.userId()).isEqualTo("developer"));
      case RENAMED ->
          assertThat(told)
              .isInstanceOfSatisfying(
                  UserRenamed.class,
                  it -> {
                    assertThat(it.userId()).isEqualTo("developer");
                    assertThat(it.newUserId()).isEqualTo("developer-renamed");
                  });
      case DEPARTMENT_CHANGED ->
          assertThat(told)
              .isInstanceOfSatisfying(
                  DepartmentChanged.class, it -> assertThat(it.departmentId()).isEqualTo("3"));
    }
  }

  @Test
  void knowsARequestThatComesTwiceFromTwoRequests() {
    with(
        (server, webhooks) -> {
          WebhookRequest request = server.webhook(Event.LEFT, "developer");
          List<String> once = ids(webhooks.receive(request));
          assertThat(ids(webhooks.receive(request))).isEqualTo(once);
          assertThat(ids(webhooks.receive(server.webhook(Event.LEFT, "somebody-else"))))
              .doesNotContainAnyElementsOf(once);
        });
  }

  @TestFactory
  Stream<DynamicTest> refusesAForgery() {
    return perForgery(
        server().forgeries().stream(),
        (server, webhooks, forgery) -> assertThatItRefuses(webhooks, server.forged(forgery)));
  }

  /**
   * Whoever is not the platform gets the same answer whatever is under the seal: one that tells a
   * wrong padding from a right one opens every message, byte by byte.
   */
  @TestFactory
  Stream<DynamicTest> looksUnderTheSealOnlyWhereTheSignatureHolds() {
    return perForgery(
        Stream.of(Forgery.WRONG_SIGNATURE, Forgery.UNSIGNED).filter(server().forgeries()::contains),
        (server, webhooks, forgery) -> {
          WebhookRequest request = server.forged(forgery);
          Received whole = webhooks.receive(request);
          for (int back = 3; back <= 48; back++) {
            assertThat(webhooks.receive(with(request, request.query(), torn(request.body(), back))))
                .isEqualTo(whole)
                .isInstanceOf(Rejected.class);
          }
        });
  }

  private interface PerForgery {
    void run(WebhookFixture server, Webhooks webhooks, Forgery forgery);
  }

  private Stream<DynamicTest> perForgery(Stream<Forgery> forgeries, PerForgery test) {
    return forgeries.map(
        forgery ->
            DynamicTest.dynamicTest(
                forgery.name(), () -> with((it, webhooks) -> test.run(it, webhooks, forgery))));
  }

  @TestFactory
  Stream<DynamicTest> refusesWhatIsDamagedOnTheWay() {
    Map<String, UnaryOperator<WebhookRequest>> damages = new HashMap<>();
    damages.put("truncated", request -> with(request, request.query(), half(request.body())));
    damages.put("changed", request -> with(request, request.query(), changed(request.body())));
    damages.put("no body", request -> with(request, request.query(), new byte[0]));
    damages.put("huge", request -> with(request, request.query(), huge(request.body())));
    damages.put(
        "no JSON or XML", request -> with(request, request.query(), bytes("<<{{\u0000\ufffd")));
    damages.put("an array", request -> with(request, request.query(), bytes("[[[[[[1]]]]]]")));
    damages.put(
        "no UTF-8", request -> with(request, request.query(), new byte[] {-1, -2, -3, 0, 9}));
    damages.put(
        "entities",
        request ->
            with(
                request,
                request.query(),
                bytes(
                    "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><xml><Encrypt>&e;"
                        + "</Encrypt></xml>")));
    return damages.entrySet().stream()
        .map(
            damage ->
                DynamicTest.dynamicTest(
                    damage.getKey(),
                    () ->
                        with(
                            (server, webhooks) ->
                                assertThatItRefuses(
                                    webhooks,
                                    damage
                                        .getValue()
                                        .apply(server.webhook(Event.LEFT, "developer"))))));
  }

  @Test
  void refusesWhatLacksAnyOfItsParts() {
    with(
        (server, webhooks) -> {
          for (WebhookRequest request :
              List.of(server.webhook(Event.LEFT, "developer"), server.verification())) {
            for (String name : request.query().keySet()) {
              Map<String, String> fewer = new HashMap<>(request.query());
              fewer.remove(name);
              assertThatItRefuses(webhooks, with(request, fewer, request.body()));
            }
            assertThatItRefuses(
                webhooks, WebhookRequest.of(request.method(), Map.of(), Map.of(), new byte[0]));
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> hasNoneWithoutItsKeys() {
    return ability().secretFields().stream()
        .map(
            field ->
                DynamicTest.dynamicTest(
                    field,
                    () ->
                        assertThat(
                                ChatProviderContract.connect(
                                        fixture,
                                        ChatProviderContract.context(fixture),
                                        Set.of(field))
                                    .webhooks())
                            .isEmpty()));
  }

  @TestFactory
  Stream<DynamicTest> goesOnWithTheOldKeysWhileTheNewOnesHaveNotWorked() {
    return ability().secretFields().stream()
        .map(
            field ->
                DynamicTest.dynamicTest(
                    field,
                    () ->
                        with(
                            (server, any) -> {
                              var context = ChatProviderContract.context(fixture);
                              Webhooks webhooks =
                                  ChatProviderContract.connect(fixture, context)
                                      .webhooks()
                                      .orElseThrow();
                              String old = fixture.fields().get(field);
                              context.changeSecret(
                                  field, new StringBuilder(old).reverse().toString());
                              WebhookRequest request = server.webhook(Event.LEFT, "developer");
                              Accepted answer = accepted(webhooks.receive(request));
                              assertThat(server.takes(request, answer, Instant.now())).isTrue();
                            })));
  }

  @Test
  void makesNoThread() throws Exception {
    Webhooks webhooks = ChatProviderContract.connect(fixture).webhooks().orElseThrow();
    WebhookRequest request = server().webhook(Event.LEFT, "developer");
    ThreadWatch.assertThatNoThreadIsMadeBy(() -> accepted(webhooks.receive(request)));
  }

  @Test
  void judgesAgeByItsOwnClock() {
    WebhookFixture server = server();
    assumeTrue(
        server.forgeries().contains(Forgery.STALE), "A webhook request of the platform has no age");
    WebhookRequest request = server.webhook(Event.LEFT, "developer");
    assertThatItRefuses(webhooksAt(Instant.now().plus(Webhooks.MAX_AGE).plusSeconds(60)), request);
    accepted(webhooksAt(Instant.now().plus(Webhooks.MAX_AGE).minusSeconds(60)).receive(request));
  }

  private Webhooks webhooksAt(Instant now) {
    var context = ChatProviderContract.context(fixture, Clock.fixed(now, java.time.ZoneOffset.UTC));
    return ChatProviderContract.connect(fixture, context).webhooks().orElseThrow();
  }

  private void assertThatItRefuses(Webhooks webhooks, WebhookRequest request) {
    Duration quickest = AT_ONCE;
    // a busy machine is slow now and then, a slow provider each time
    for (int i = 0; i < TRIES && quickest.compareTo(AT_ONCE) >= 0; i++) {
      long began = System.nanoTime();
      Received received = webhooks.receive(request);
      quickest = Duration.ofNanos(System.nanoTime() - began);
      assertThat(received)
          .isInstanceOfSatisfying(
              Rejected.class,
              it ->
                  assertThat(it.reason())
                      .isNotBlank()
                      .doesNotContain("developer")
                      .doesNotContain(ChatProviderContract.secretValues(fixture)));
    }
    assertThat(quickest).isLessThan(AT_ONCE);
  }

  private static Accepted accepted(Received received) {
    assertThat(received).isInstanceOf(Accepted.class);
    return (Accepted) received;
  }

  private static List<String> ids(Received received) {
    return accepted(received).events().stream().map(WebhookEvent::id).toList();
  }

  private static WebhookRequest with(
      WebhookRequest request, Map<String, String> query, byte[] body) {
    return WebhookRequest.of(request.method(), query, request.headers(), body);
  }

  private static byte[] half(byte[] body) {
    return Arrays.copyOf(body, body.length / 2);
  }

  /** One character of what is encrypted, which lies around the middle, is another. */
  private static byte[] changed(byte[] body) {
    byte[] copy = body.clone();
    int middle = copy.length / 2;
    copy[middle] = (byte) (copy[middle] == 'A' ? 'B' : 'A');
    return copy;
  }

  /** What is encrypted is another so many characters before its end. */
  private static byte[] torn(byte[] body, int back) {
    Matcher base64 = BASE64.matcher(new String(body, StandardCharsets.ISO_8859_1));
    byte[] copy = body.clone();
    if (base64.find()) {
      int at = base64.end() - back;
      copy[at] = (byte) (copy[at] == 'A' ? 'B' : 'A');
    }
    return copy;
  }

  private static byte[] huge(byte[] body) {
    byte[] copy = new byte[MOST_BYTES];
    Arrays.fill(copy, (byte) 'A');
    System.arraycopy(body, 0, copy, 0, Math.min(body.length, 20));
    return copy;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private interface PerEvent {
    void run(WebhookFixture server, Webhooks webhooks, Event event);
  }

  private Stream<DynamicTest> perEvent(PerEvent test) {
    return server().events().stream()
        .map(
            event ->
                DynamicTest.dynamicTest(
                    event.name(), () -> with((it, webhooks) -> test.run(it, webhooks, event))));
  }
}
