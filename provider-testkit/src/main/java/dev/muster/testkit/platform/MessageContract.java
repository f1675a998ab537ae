package dev.muster.testkit.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.spi.Deadline;
import dev.muster.spi.Secret;
import dev.muster.spi.platform.MessageAbility;
import dev.muster.spi.platform.Messages;
import dev.muster.spi.platform.Messages.Delivery;
import dev.muster.spi.platform.Messages.Message;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** {@link Messages}. */
abstract class MessageContract {
  private static final Duration TIME = Duration.ofSeconds(5);
  private static final Duration SHORT = Duration.ofMillis(500);
  private static final String SECRET = "842917";
  private static final String TEXT =
      "Your code is " + SECRET + ".\n\nTell it to nobody.\n\n请勿将验证码告诉任何人。\n";

  private final PlatformFixture fixture;

  MessageContract(PlatformFixture fixture) {
    this.fixture = fixture;
  }

  @BeforeEach
  void isOffered() {
    ability();
  }

  private MessageAbility ability() {
    return ChatProviderContract.offered(
        fixture.provider().descriptor().messages(), "messages to people");
  }

  private MessageFixture server() {
    return fixture.messages().orElseThrow();
  }

  private Messages connect() {
    return ChatProviderContract.connect(fixture).messages().orElseThrow();
  }

  private String id(Persona persona) {
    return server().userId(persona).orElseThrow();
  }

  private Message message(Persona persona) {
    return message(id(persona), TEXT);
  }

  private Message message(String userId, String text) {
    return Message.of(fixture.platformTenant(), userId, Secret.of(text)).withTitle("Your code");
  }

  private static Deadline soon() {
    return Deadline.in(TIME);
  }

  @Test
  void arriveOnceAndWholeAtTheirPersonAndNobodyElse() throws Exception {
    assertThat(connect().send(message(Persona.MEMBER), soon())).isEqualTo(Delivery.sent());

    assertThat(server().received(id(Persona.MEMBER)))
        .singleElement()
        .asString()
        .contains("Your code", "Your code is " + SECRET + ".", "请勿将验证码告诉任何人。");
    assertThat(server().received()).isOne();
  }

  @Test
  void arriveWithoutATitleAndInEitherLanguage() throws Exception {
    Message plain =
        Message.of(fixture.platformTenant(), id(Persona.MEMBER), Secret.of("验证码是 " + SECRET));
    assertThat(connect().send(plain.withLanguage("zh-CN"), soon())).isEqualTo(Delivery.sent());
    assertThat(connect().send(plain.withLanguage("fr"), soon())).isEqualTo(Delivery.sent());

    assertThat(server().received(id(Persona.MEMBER)))
        .hasSize(2)
        .allSatisfy(text -> assertThat(text).contains("验证码是 " + SECRET));
  }

  @Test
  void ofTheGreatestLengthArrive() throws Exception {
    String text = "码".repeat((Message.MOST_BYTES - "Your code".length()) / 3);
    assertThat(connect().send(message(id(Persona.MEMBER), text), soon()))
        .isEqualTo(Delivery.sent());

    assertThat(server().received(id(Persona.MEMBER))).singleElement().asString().contains(text);
  }

  /** Two companies may have somebody of the same id. */
  @Test
  void reachNobodyOfAnotherCompany() throws Exception {
    Message elsewhere =
        Message.of(fixture.platformTenant() + "x", id(Persona.MEMBER), Secret.of(TEXT));
    assertThat(connect().send(elsewhere, soon())).isEqualTo(Delivery.notReached());
    assertThat(server().received()).isZero();
  }

  @TestFactory
  Stream<DynamicTest> reachNobodyWhomTheAppDoesNotReach() {
    return Stream.of(Persona.HIDDEN, Persona.LEAVER, Persona.STRANGER)
        .map(
            persona ->
                DynamicTest.dynamicTest(
                    persona.name(),
                    () -> {
                      fixture.reset();
                      assumeTrue(server().userId(persona).isPresent(), "There is nobody like it");
                      assertThat(connect().send(message(persona), soon()))
                          .isEqualTo(Delivery.notReached());
                      assertThat(server().received()).isZero();
                    }));
  }

  /** An id that is no id of one person must not be read as several, or as everybody. */
  @TestFactory
  Stream<DynamicTest> reachNobodyByAnIdThatIsNone() {
    String member = id(Persona.MEMBER);
    return Stream.of("@all", member + "|" + member, member + "," + member, "a b&c=d#e/..", "中")
        .map(
            odd ->
                DynamicTest.dynamicTest(
                    odd,
                    () -> {
                      fixture.reset();
                      assertThat(connect().send(message(odd, TEXT), soon()))
                          .isEqualTo(Delivery.notReached());
                      assertThat(server().received()).isZero();
                    }));
  }

  @Test
  void sentAgainByTheirKeyArriveOnceWhereTheDescriptorSaysSo() throws Exception {
    assumeTrue(ability().keys(), "The platform has no keys");
    Message message = message(Persona.MEMBER).withKey("key-1");
    Messages messages = connect();
    assertThat(messages.send(message, soon())).isEqualTo(Delivery.sent());
    assertThat(messages.send(message, soon())).isEqualTo(Delivery.sent());
    assertThat(messages.send(message.withKey("key-2"), soon())).isEqualTo(Delivery.sent());

    assertThat(server().received(id(Persona.MEMBER))).hasSize(2);
  }

  @Test
  void areSentWithAFreshTokenWhereOneHasBecomeInvalid() throws Exception {
    Messages messages = connect();
    messages.send(message(Persona.MEMBER), soon());
    fixture.revokeTokens();

    assertThat(messages.send(message(Persona.MEMBER), soon())).isEqualTo(Delivery.sent());
    assertThat(server().received(id(Persona.MEMBER))).hasSize(2);
  }

  @TestFactory
  Stream<DynamicTest> areNeverTakenForSentWhereThePlatformFails() {
    return fixture.possible().stream()
        .filter(trouble -> trouble != Trouble.HANG)
        .map(
            trouble ->
                DynamicTest.dynamicTest(
                    trouble.name(),
                    () -> {
                      fixture.reset();
                      Messages messages = connect();
                      fixture.begin(trouble);
                      ProviderException fault =
                          catchThrowableOfType(
                              ProviderException.class,
                              () -> messages.send(message(Persona.MEMBER), soon()));
                      assertThat(fault).isNotNull();
                      assertThat(fault.code()).isEqualTo(trouble.expected());
                      assertThat(fault.toString()).doesNotContain(SECRET);
                      assertThat(server().received()).isZero();
                    }));
  }

  @Test
  void areUnknownWhereTheyWereSentAndNotAnswered() throws Exception {
    assumeTrue(fixture.possible().contains(Trouble.HANG), "The platform always answers");
    Messages messages = connect();
    messages.send(message(Persona.MEMBER), soon());
    fixture.begin(Trouble.HANG);

    assertThat(messages.send(message(Persona.MEMBER), Deadline.in(SHORT)))
        .isEqualTo(Delivery.unknown(Code.TIMEOUT));
  }

  @Test
  void areNotSentWhereNotEvenATokenCanBeHad() {
    assumeTrue(fixture.possible().contains(Trouble.HANG), "The platform always answers");
    Messages messages = connect();
    fixture.begin(Trouble.HANG);

    ProviderException fault =
        catchThrowableOfType(
            ProviderException.class,
            () -> messages.send(message(Persona.MEMBER), Deadline.in(SHORT)));
    assertThat(fault).isNotNull();
    assertThat(fault.code()).isEqualTo(Code.TIMEOUT);
  }

  @Test
  void endByTheirDeadline() throws Exception {
    assumeTrue(fixture.possible().contains(Trouble.HANG), "The platform always answers");
    Messages messages = connect();
    messages.send(message(Persona.MEMBER), soon());
    fixture.begin(Trouble.HANG);
    long began = System.nanoTime();
    messages.send(message(Persona.MEMBER), Deadline.in(SHORT));

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(TIME);
  }

  @Test
  void takeNoThread() throws Exception {
    Messages messages = connect();
    ThreadWatch.assertThatNoThreadIsMadeBy(() -> messages.send(message(Persona.MEMBER), soon()));
  }

  @Test
  void areNotPrintedWithWhatTheySay() {
    assertThat(List.of(message(Persona.MEMBER)).toString()).doesNotContain(SECRET);
  }
}
