package dev.muster.core.signin;

import static dev.muster.core.testing.TestCore.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.AuditEvent;
import dev.muster.api.CodeWays;
import dev.muster.api.IdentitySource.AdmissionRule;
import dev.muster.api.IdentitySource.Settings;
import dev.muster.api.IdentitySource.Unit;
import dev.muster.api.IdentitySource.UnitKind;
import dev.muster.api.Interactions.Answered;
import dev.muster.api.Interactions.Reply;
import dev.muster.api.PasswordRecovery;
import dev.muster.api.User;
import dev.muster.core.code.OneTimeCodes.Flow;
import dev.muster.core.code.Purpose;
import dev.muster.core.platform.FakeMessages;
import dev.muster.core.platform.FakePlatform;
import dev.muster.core.testing.FakeDirectory;
import dev.muster.core.user.IdentityRecord;
import dev.muster.core.user.PersonalLink;
import dev.muster.spi.Secret;
import dev.muster.spi.platform.Messages.Delivery;
import dev.muster.spi.platform.Messages.Message;
import dev.muster.spi.platform.ProviderException.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Codes go as messages to the identities that an account has already. */
final class CodesByMessageTest extends InteractionsFixture {
  private static final OptionalLong ANY = OptionalLong.empty();
  private static final Reply SEND = new Reply.SendCode("wang", "en");

  private final FakeMessages messages = new FakeMessages();
  private final FakeDirectory people =
      new FakeDirectory().department("1", "").department("2", "1").person("wang-at-gate", "2");
  private final FakePlatform chat = super.offered().sends(messages, false);

  @Override
  FakePlatform offered() {
    chat.knows(people);
    return chat;
  }

  @BeforeEach
  void sendMessages() {
    gate(it -> it.withCodes(true));
    linkedLongAgo("wang-at-gate");
  }

  private void gate(UnaryOperator<Settings> change) {
    core.sources.change(ALICE, TENANT, "gate", change, ANY);
  }

  private void linkedLongAgo(String person) {
    link(wang, person, core.clock.instant().minus(Duration.ofDays(9)), Optional.empty());
  }

  private void link(User user, String person, Instant at, Optional<PersonalLink> personal) {
    IdentityRecord identity =
        new IdentityRecord(
                user.id(), "gate", FakePlatform.ID, "corp-2", person, List.of("2"), at, at)
            .with(personal);
    core.changes.run(
        ALICE,
        TENANT,
        work ->
            work.add(
                core.accounts
                    .identities()
                    .create(
                        TENANT,
                        IdentityRecord.id(FakePlatform.ID, "corp-2", person, true),
                        identity)));
  }

  private static Reply code(String code) {
    return new Reply.Code(Secret.of(code));
  }

  /** Of messages and deliveries that failed. */
  private List<String> failures() {
    return core.codeMetrics.lines().stream()
        .filter(line -> line.startsWith("muster_codes_failed_total"))
        .map(line -> line.replaceFirst(".* channel ", "").replace(" outcome ", " "))
        .toList();
  }

  private List<String> reasons() {
    return events("user.code-not-sent").stream()
        .map(event -> event.detail().get("reason"))
        .toList();
  }

  private List<AuditEvent> events(String action) {
    return core.events(TENANT).stream().filter(event -> event.action().equals(action)).toList();
  }

  @Test
  void proveAnAccountWhereNobodyCarriesMail() {
    Secret key = asked();
    assertThat(answer(key, SEND)).isEqualTo(new Answered.CodeSent<>(Duration.ofMinutes(10)));

    Message message = messages.messages.get(0);
    assertThat(message.company()).isEqualTo("corp-2");
    assertThat(message.userId()).isEqualTo("wang-at-gate");
    assertThat(message.title()).contains("Your code for Default");
    assertThat(message.text().reveal()).contains("to let li sign in", "by door from");
    assertThat(in(answer(key, code(messages.code()))).user().id()).isEqualTo(wang.id());
    assertThat(failures()).isEmpty();
    assertThat(events("user.code-sent"))
        .singleElement()
        .satisfies(
            event ->
                assertThat(event.detail())
                    .containsEntry("delivery", "fake")
                    .containsEntry("purpose", "link"));
  }

  @Test
  void areOfferedByTheNamesOfTheSourcesWhoeverAsks() {
    assertThat(core.codes.ways(TENANT)).isEqualTo(new CodeWays(false, List.of("gate")));
    core.deliveries.add(sent, 0);
    assertThat(core.codes.ways(TENANT)).isEqualTo(new CodeWays(true, List.of("gate")));
    assertThat(core.codes.ways("nowhere").sources()).isEmpty();
  }

  @Test
  void areNeitherOfferedNorSentWhereTheSourceSendsNone() {
    gate(it -> it.withCodes(false));
    assertNoWay();
  }

  @Test
  void areNeitherOfferedNorSentWhereTheSourceIsDisabled() {
    gate(it -> it.withEnabled(false));
    assertNoWay();
  }

  @Test
  void areNeitherOfferedNorSentWhereTheBundleIsGone() {
    core.platforms.takeAway(FakePlatform.ID);
    assertThat(core.codes.ways(TENANT)).isEqualTo(CodeWays.NONE);
    core.deliveries.add(sent, 0);
    core.codes.send(CALLER, flow(), "wang", "en");
    assertThat(messages.messages).isEmpty();
    assertThat(sent.messages).hasSize(1);
  }

  private void assertNoWay() {
    assertThat(core.codes.ways(TENANT)).isEqualTo(CodeWays.NONE);
    core.deliveries.add(sent, 0);
    answer(asked(), SEND);
    assertThat(messages.messages).isEmpty();
    assertThat(sent.messages).hasSize(1);
  }

  private static Flow flow() {
    return recovery("key");
  }

  private static Flow recovery(String key) {
    return new Flow(TENANT, Purpose.RECOVERY, Secret.of(key));
  }

  /** Whoever links theirs to somebody else's account would have codes for it. */
  @Test
  void goToNoIdentityWhoseLinkCanStillBeUndone() {
    User li = user("li", true);
    link(li, "li-at-gate", core.clock.instant(), Optional.of(saidSo(PersonalLink.ACCOUNT)));
    Reply toLi = new Reply.SendCode("li", "en");
    answer(asked(), toLi);
    assertThat(messages.messages).isEmpty();
    assertThat(reasons()).containsExactly("link-not-settled");

    core.clock.advance(Duration.ofDays(1));
    answer(asked(comesIn("door", "corp-1", "zhao")).key(), toLi);
    assertThat(messages.messages).hasSize(1);
  }

  private static PersonalLink saidSo(String proof) {
    PersonalLink.Shown shown = PersonalLink.Shown.NOTHING;
    return new PersonalLink(proof, shown, shown, Optional.empty());
  }

  @Test
  void goAtOnceToTheIdentityForWhichTheAccountWasMade() {
    User li = user("li", true);
    link(li, "li-at-gate", core.clock.instant(), Optional.of(saidSo(PersonalLink.CREATE)));
    answer(asked(), new Reply.SendCode("li", "en"));
    assertThat(messages.messages).hasSize(1);
  }

  @Test
  void goOnlyToThoseWhomTheSourceLetsIn() {
    gate(it -> it.withAdmission(new AdmissionRule(List.of(), List.of(department("2")))));
    answer(asked(), SEND);
    assertThat(messages.messages).isEmpty();

    gate(it -> it.withAdmission(new AdmissionRule(List.of(department("1")), List.of())));
    answer(asked(comesIn("door", "corp-1", "zhao")).key(), SEND);
    assertThat(messages.messages).hasSize(1);
  }

  private static Unit department(String id) {
    return new Unit(UnitKind.DEPARTMENT, id);
  }

  @Test
  void goToNobodyOfWhomTheAddressBookDoesNotTell() {
    people.fails(Code.NOT_PERMITTED);
    gate(it -> it.withAdmission(new AdmissionRule(List.of(department("1")), List.of())));
    answer(asked(), SEND);
    assertThat(messages.messages).isEmpty();
  }

  @Test
  void askNoAddressBookForWhoHasHadTheirCodes() {
    gate(it -> it.withAdmission(new AdmissionRule(List.of(department("1")), List.of())));
    people.fails(Code.UNAVAILABLE);
    for (int i = 0; i < 3; i++) {
      core.codes.send(CALLER, recovery("key-" + i), "wang", "en");
    }
    int asked = people.calls();
    assertThat(asked).isPositive();

    core.codes.send(CALLER, recovery("late"), "wang", "en");

    assertThat(people.calls()).isEqualTo(asked);
    assertThat(reasons())
        .containsExactlyInAnyOrder("unreachable", "unreachable", "unreachable", "limited");
  }

  @Test
  void goToNobodyWhoIsDisabledOrUnknown() {
    core.users.setActive(ALICE, TENANT, wang.id(), false, Optional.empty(), ANY);
    answer(asked(), SEND);
    answer(asked(comesIn("door", "corp-1", "zhao")).key(), new Reply.SendCode("nobody", "en"));
    assertThat(messages.messages).isEmpty();
    assertThat(reasons()).isEmpty();
  }

  /** Their account stays for the sake of another company's. */
  @Test
  void goToNobodyWhoHasLeftTheCompanyAndEndWithTheirLeaving() {
    Secret key = asked();
    answer(key, SEND);
    absence(wang, Optional.empty());
    assertThat(answer(key, code(messages.code()))).isEqualTo(wrong(4));

    answer(asked(comesIn("door", "corp-1", "zhao")).key(), SEND);
    assertThat(messages.messages).hasSize(1);
  }

  @Test
  void goByMailAsWellAndAreOne() {
    core.deliveries.add(sent, 0);
    Secret key = asked();
    answer(key, SEND);

    assertThat(messages.code()).isEqualTo(sent.last().reveal());
    assertThat(failures()).isEmpty();
    assertThat(events("user.code-sent"))
        .extracting(event -> event.detail().get("delivery"))
        .containsExactlyInAnyOrder("fake", sent.name());
    assertThat(in(answer(key, code(messages.code()))).user().id()).isEqualTo(wang.id());
  }

  @Test
  void goByMailWhereThePlatformFails() {
    core.deliveries.add(sent, 0);
    messages.fails(Code.NOT_PERMITTED);
    Secret key = asked();
    answer(key, SEND);

    assertThat(failures()).containsExactly("fake failed");
    assertThat(events("user.code-not-sent")).isEmpty();
    assertThat(in(answer(key, code(sent.last().reveal()))).user().id()).isEqualTo(wang.id());
  }

  @Test
  void thatReachNobodyStandInTheAuditLog() {
    messages.answers(Delivery.notReached());
    answer(asked(), SEND);
    assertThat(failures()).containsExactly("fake failed");
    assertThat(events("user.code-not-sent"))
        .singleElement()
        .satisfies(event -> assertThat(event.detail()).containsEntry("reason", "failed"));
  }

  @Test
  void thatArePerhapsSentAreSaidToBeAndWork() {
    messages.answers(Delivery.unknown(Code.TIMEOUT));
    Secret key = asked();
    answer(key, SEND);
    assertThat(messages.messages).hasSize(1);
    assertThat(failures()).containsExactly("fake unconfirmed");
    assertThat(events("user.code-not-sent"))
        .singleElement()
        .satisfies(event -> assertThat(event.detail()).containsEntry("reason", "unconfirmed"));
    assertThat(in(answer(key, code(messages.code()))).user().id()).isEqualTo(wang.id());
  }

  @Test
  void areSentAgainByTheirKeyWhereThePlatformComparesKeys() {
    core.platforms.offer(chat.sends(messages, true).descriptor());
    messages.answers(Delivery.unknown(Code.TIMEOUT));
    answer(asked(), SEND);

    assertThat(messages.messages).hasSize(2);
    assertThat(messages.messages.get(1).key())
        .isPresent()
        .isEqualTo(messages.messages.get(0).key());
    assertThat(failures()).isEmpty();
  }

  @Test
  void endWithTheLinkOfTheIdentity() {
    Secret key = asked();
    answer(key, SEND);
    String identity = identities(wang).get(0).id();
    core.users.unlink(ALICE, TENANT, wang.id(), Optional.of(identity));
    assertThat(answer(key, code(messages.code()))).isEqualTo(wrong(4));
  }

  /** By mail as well: they are one. */
  @Test
  void endWithTheLinkOfAnIdentityAlsoWhileTheAddressBookIsAskedAboutIt() {
    core.deliveries.add(sent, 0);
    gate(it -> it.withAdmission(new AdmissionRule(List.of(department("1")), List.of())));
    Secret key = asked();
    String identity = identities(wang).get(0).id();
    people.beforeNextAnswer(
        () -> core.users.unlink(ALICE, TENANT, wang.id(), Optional.of(identity)));

    answer(key, SEND);

    assertThat(identities(wang)).isEmpty();
    assertThat(messages.messages).hasSize(1);
    assertThat(answer(key, code(messages.code()))).isEqualTo(wrong(4));
  }

  @Test
  void endWithTheLeavingOfAnIdentityAlsoWhileTheAddressBookIsAskedAboutIt() {
    gate(it -> it.withAdmission(new AdmissionRule(List.of(department("1")), List.of())));
    Secret key = asked();
    people.beforeNextAnswer(() -> absence(wang, Optional.empty()));

    answer(key, SEND);

    assertThat(answer(key, code(messages.code()))).isEqualTo(wrong(4));
  }

  @Test
  void endWithTheSourceOfTheIdentity() {
    Secret key = asked();
    answer(key, SEND);
    core.clock.advance(Duration.ofSeconds(1));
    gate(it -> it.withEnabled(false));
    gate(it -> it.withEnabled(true));
    assertThat(answer(key, code(messages.code()))).isEqualTo(wrong(4));
  }

  @Test
  void areBoundedTogetherWithThoseByMail() {
    core.deliveries.add(sent, 0);
    for (String person : List.of("a", "b", "c", "d")) {
      answer(asked(comesIn("door", "corp-1", person)).key(), SEND);
    }
    assertThat(messages.messages).hasSize(3);
    assertThat(sent.messages).hasSize(3);
    assertThat(reasons()).contains("limited");
  }

  @Test
  void goToTheThreeIdentitiesOfAnAccountThatSignedInLast() {
    for (String person : List.of("a", "b", "c")) {
      linkedLongAgo(person);
    }
    answer(asked(), SEND);
    assertThat(messages.messages).hasSize(3);
    assertThat(messages.messages)
        .extracting(Message::text)
        .containsOnly(messages.messages.get(0).text());
  }

  @Test
  void recoverAPasswordAndGiveNobodyTheFirst() {
    core.tenants.change(ALICE, TENANT, was -> was.withPasswordSignIn(true), ANY);
    assertThat(core.passwordRecovery.isOffered(TENANT)).isTrue();
    Secret key = core.passwordRecovery.sendCode(CALLER, TENANT, "wang", "zh-CN");
    assertThat(messages.code()).hasSize(10);
    assertThat(messages.messages.get(0).text().reveal()).contains("验证码");
    assertThat(
            core.passwordRecovery.enter(
                presenter(), key, Secret.of(messages.code()), Optional.empty()))
        .isInstanceOf(PasswordRecovery.Entered.Right.class);

    User li = user("li", false);
    link(li, "li-at-gate", core.clock.instant().minus(Duration.ofDays(9)), Optional.empty());
    core.passwordRecovery.sendCode(CALLER, TENANT, "li", "en");
    assertThat(messages.messages).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Code.class)
  void thatAPlatformRefusesKeepNobodyElseWaiting(Code code) {
    messages.fails(code);
    answer(asked(), SEND);
    assertThat(failures())
        .containsExactly(code == Code.TIMEOUT ? "fake unconfirmed" : "fake failed");
  }
}
