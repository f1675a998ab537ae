package dev.muster.testkit.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.spi.platform.CallbackAbility;
import dev.muster.spi.platform.Callbacks;
import dev.muster.spi.platform.Callbacks.PlatformEvent;
import dev.muster.spi.platform.Callbacks.PlatformEvent.DepartmentChanged;
import dev.muster.spi.platform.Callbacks.PlatformEvent.UserChanged;
import dev.muster.spi.platform.Callbacks.PlatformEvent.UserLeft;
import dev.muster.spi.platform.Callbacks.PlatformEvent.UserRenamed;
import dev.muster.spi.platform.Callbacks.Push;
import dev.muster.spi.platform.Callbacks.Received;
import dev.muster.spi.platform.Callbacks.Received.Accepted;
import dev.muster.spi.platform.Callbacks.Received.Rejected;
import dev.muster.testkit.platform.CallbackFixture.Event;
import dev.muster.testkit.platform.CallbackFixture.Forgery;
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
 * {@link Callbacks}. Skipped where the descriptor names none; that the provider then offers none
 * either, the descriptor's tests see to.
 */
abstract class CallbackContract {
  /** Far below what any platform waits, and far above what deciphering costs. */
  private static final Duration AT_ONCE = Duration.ofMillis(500);

  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{64,}");
  private static final int MOST_BYTES = 256 * 1024;

  private final PlatformFixture fixture;

  CallbackContract(PlatformFixture fixture) {
    this.fixture = fixture;
  }

  private CallbackAbility ability() {
    return ChatProviderContract.offered(fixture.provider().descriptor().callbacks(), "callbacks");
  }

  private interface Try {
    void run(CallbackFixture server, Callbacks callbacks);
  }

  @BeforeEach
  void isOffered() {
    ability();
  }

  private void with(Try test) {
    test.run(server(), ChatProviderContract.connect(fixture).callbacks().orElseThrow());
  }

  private CallbackFixture server() {
    return fixture.callbacks().orElseThrow();
  }

  @Test
  void provesThatTheAddressIsOurs() {
    with(
        (server, callbacks) -> {
          Push check = server.verification();
          Accepted answer = accepted(callbacks.receive(check));
          assertThat(answer.events()).isEmpty();
          assertThat(server.takes(check, answer, Instant.now())).isTrue();
        });
  }

  @TestFactory
  Stream<DynamicTest> tellsOfWhatHappenedAndAnswersInThePlatformsForm() {
    return perEvent(
        (server, callbacks, event) -> {
          Push push = server.push(event, subject(event));
          Accepted answer = accepted(callbacks.receive(push));
          assertThat(server.takes(push, answer, Instant.now())).isTrue();
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

  private static void assertThatItTells(PlatformEvent told, Event event) {
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
  void knowsAPushThatComesTwiceFromTwoPushes() {
    with(
        (server, callbacks) -> {
          Push push = server.push(Event.LEFT, "developer");
          List<String> once = ids(callbacks.receive(push));
          assertThat(ids(callbacks.receive(push))).isEqualTo(once);
          assertThat(ids(callbacks.receive(server.push(Event.LEFT, "somebody-else"))))
              .doesNotContainAnyElementsOf(once);
        });
  }

  @TestFactory
  Stream<DynamicTest> refusesAForgery() {
    return perForgery(
        server().forgeries().stream(),
        (server, callbacks, forgery) -> assertThatItRefuses(callbacks, server.forged(forgery)));
  }

  /**
   * Whoever is not the platform gets the same answer whatever is under the seal: one that tells a
   * wrong padding from a right one opens every message, byte by byte.
   */
  @TestFactory
  Stream<DynamicTest> looksUnderTheSealOnlyWhereTheSignatureHolds() {
    return perForgery(
        Stream.of(Forgery.WRONG_SIGNATURE, Forgery.UNSIGNED).filter(server().forgeries()::contains),
        (server, callbacks, forgery) -> {
          Push push = server.forged(forgery);
          Received whole = callbacks.receive(push);
          for (int back = 3; back <= 48; back++) {
            assertThat(callbacks.receive(with(push, push.query(), torn(push.body(), back))))
                .isEqualTo(whole)
                .isInstanceOf(Rejected.class);
          }
        });
  }

  private interface PerForgery {
    void run(CallbackFixture server, Callbacks callbacks, Forgery forgery);
  }

  private Stream<DynamicTest> perForgery(Stream<Forgery> forgeries, PerForgery test) {
    return forgeries.map(
        forgery ->
            DynamicTest.dynamicTest(
                forgery.name(), () -> with((it, callbacks) -> test.run(it, callbacks, forgery))));
  }

  @TestFactory
  Stream<DynamicTest> refusesWhatIsDamagedOnTheWay() {
    Map<String, UnaryOperator<Push>> damages = new HashMap<>();
    damages.put("truncated", push -> with(push, push.query(), half(push.body())));
    damages.put("changed", push -> with(push, push.query(), changed(push.body())));
    damages.put("no body", push -> with(push, push.query(), new byte[0]));
    damages.put("huge", push -> with(push, push.query(), huge(push.body())));
    damages.put("no JSON or XML", push -> with(push, push.query(), bytes("<<{{\u0000\ufffd")));
    damages.put("an array", push -> with(push, push.query(), bytes("[[[[[[1]]]]]]")));
    damages.put("no UTF-8", push -> with(push, push.query(), new byte[] {-1, -2, -3, 0, 9}));
    damages.put(
        "entities",
        push ->
            with(
                push,
                push.query(),
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
                            (server, callbacks) ->
                                assertThatItRefuses(
                                    callbacks,
                                    damage
                                        .getValue()
                                        .apply(server.push(Event.LEFT, "developer"))))));
  }

  @Test
  void refusesWhatLacksAnyOfItsParts() {
    with(
        (server, callbacks) -> {
          for (Push push : List.of(server.push(Event.LEFT, "developer"), server.verification())) {
            for (String name : push.query().keySet()) {
              Map<String, String> fewer = new HashMap<>(push.query());
              fewer.remove(name);
              assertThatItRefuses(callbacks, with(push, fewer, push.body()));
            }
            assertThatItRefuses(
                callbacks, new Push(push.method(), Map.of(), Map.of(), new byte[0]));
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
                                    .callbacks())
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
                              Callbacks callbacks =
                                  ChatProviderContract.connect(fixture, context)
                                      .callbacks()
                                      .orElseThrow();
                              String old = fixture.fields().get(field);
                              context.changeSecret(
                                  field, new StringBuilder(old).reverse().toString());
                              Push push = server.push(Event.LEFT, "developer");
                              Accepted answer = accepted(callbacks.receive(push));
                              assertThat(server.takes(push, answer, Instant.now())).isTrue();
                            })));
  }

  @Test
  void makesNoThread() throws Exception {
    Callbacks callbacks = ChatProviderContract.connect(fixture).callbacks().orElseThrow();
    Push push = server().push(Event.LEFT, "developer");
    ThreadWatch.assertThatNoThreadIsMadeBy(() -> accepted(callbacks.receive(push)));
  }

  @Test
  void judgesAgeByItsOwnClock() {
    CallbackFixture server = server();
    assumeTrue(server.forgeries().contains(Forgery.STALE), "A push of the platform has no age");
    Push push = server.push(Event.LEFT, "developer");
    assertThatItRefuses(callbacksAt(Instant.now().plus(Callbacks.MAX_AGE).plusSeconds(60)), push);
    accepted(callbacksAt(Instant.now().plus(Callbacks.MAX_AGE).minusSeconds(60)).receive(push));
  }

  private Callbacks callbacksAt(Instant now) {
    var context = ChatProviderContract.context(fixture, Clock.fixed(now, java.time.ZoneOffset.UTC));
    return ChatProviderContract.connect(fixture, context).callbacks().orElseThrow();
  }

  private void assertThatItRefuses(Callbacks callbacks, Push push) {
    long began = System.nanoTime();
    Received received = callbacks.receive(push);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(AT_ONCE);
    assertThat(received)
        .isInstanceOfSatisfying(
            Rejected.class,
            it ->
                assertThat(it.reason())
                    .isNotBlank()
                    .doesNotContain("developer")
                    .doesNotContain(ChatProviderContract.secretValues(fixture)));
  }

  private static Accepted accepted(Received received) {
    assertThat(received).isInstanceOf(Accepted.class);
    return (Accepted) received;
  }

  private static List<String> ids(Received received) {
    return accepted(received).events().stream().map(PlatformEvent::id).toList();
  }

  private static Push with(Push push, Map<String, String> query, byte[] body) {
    return new Push(push.method(), query, push.headers(), body);
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
    void run(CallbackFixture server, Callbacks callbacks, Event event);
  }

  private Stream<DynamicTest> perEvent(PerEvent test) {
    return server().events().stream()
        .map(
            event ->
                DynamicTest.dynamicTest(
                    event.name(), () -> with((it, callbacks) -> test.run(it, callbacks, event))));
  }
}
