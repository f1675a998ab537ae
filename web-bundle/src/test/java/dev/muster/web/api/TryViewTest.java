package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.SignInTries.Decision;
import dev.muster.api.SignInTries.Problem;
import dev.muster.api.SignInTries.Result;
import dev.muster.api.SignInTries.Try;
import dev.muster.api.SignIns.Fault;
import dev.muster.api.SignIns.Refusal;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.ExternalIdentity.ContactPoint;
import dev.muster.spi.Text;
import dev.muster.web.http.Json;
import dev.muster.web.http.Language;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TryViewTest {
  private static String json(
      Optional<ExternalIdentity> person,
      Optional<Decision> decision,
      Optional<Problem> problem,
      Language language) {
    Try tried =
        new Try(
            "t", "wecom", Instant.parse("2026-03-01T08:00:00Z"), true, person, decision, problem);
    return new String(Json.write(TryView.of(tried, language)), StandardCharsets.UTF_8);
  }

  private static Problem problem(
      Optional<Refusal> refusal, Optional<Fault> fault, boolean declined, Optional<Text> sentence) {
    return new Problem(refusal, fault, declined, sentence, Optional.of("60111"), "c-1");
  }

  private static String error(Problem problem, Language language) {
    return json(Optional.empty(), Optional.empty(), Optional.of(problem), language);
  }

  @Test
  void showsFieldByFieldForWhatThePlatformVouches() {
    ExternalIdentity person =
        ExternalIdentity.of("ww1", "li")
            .withName(Optional.of("Li"))
            .withWorkEmail(Optional.of(ContactPoint.of("li@corp.example", true)))
            .withPhone(Optional.of(ContactPoint.of("+8613800000000", false)))
            .withDepartments(List.of("7"));

    assertThat(
            json(
                Optional.of(person),
                Optional.of(new Decision(Result.SIGNED_IN, "already-linked", Optional.of("u-1"))),
                Optional.empty(),
                Language.ENGLISH))
        .contains("\"state\":\"done\"")
        .contains("\"platformTenant\":\"ww1\",\"platformUserId\":\"li\",\"name\":\"Li\"")
        .contains("\"workEmail\":{\"value\":\"li@corp.example\",\"verified\":true}")
        .contains("\"phone\":{\"value\":\"+8613800000000\",\"verified\":false}")
        .contains("\"departments\":[\"7\"],\"partial\":false")
        .contains(
            "\"decision\":{\"outcome\":\"signed-in\",\"rule\":\"already-linked\",\"user\":\"u-1\"}")
        .doesNotContain("error", "personalEmail", "picture");
  }

  @Test
  void saysWhatThePersonWouldBeToldInTheLanguageOfTheCaller() {
    Problem refused =
        problem(Optional.of(Refusal.NO_ACCOUNT), Optional.empty(), false, Optional.empty());

    assertThat(error(refused, Language.ENGLISH))
        .contains(
            "\"error\":{\"code\":\"no-account\",\"message\":\"There is no account for you yet. Ask your"
                + " administrator for access.\",\"platformCode\":\"60111\",\"correlationId\":\"c-1\"}");
    assertThat(error(refused, Language.CHINESE)).contains("\"message\":\"您还没有账号。请联系管理员开通权限。\"");
  }

  @Test
  void namesWhateverElseStandsInTheWay() {
    assertThat(
            error(
                problem(Optional.empty(), Optional.of(Fault.CREDENTIAL), false, Optional.empty()),
                Language.ENGLISH))
        .contains("\"code\":\"credential\"", "An administrator has to change it");
    assertThat(
            error(
                problem(Optional.empty(), Optional.empty(), true, Optional.empty()),
                Language.ENGLISH))
        .contains("\"code\":\"declined\"", "The sign-in was cancelled.");
    assertThat(
            error(
                problem(Optional.empty(), Optional.empty(), false, Optional.empty()),
                Language.ENGLISH))
        .contains("\"code\":\"invalid\"");
    assertThat(
            error(
                problem(
                    Optional.of(Refusal.POLICY),
                    Optional.empty(),
                    false,
                    Optional.of(new Text("Not at night.", "夜间不可登录。"))),
                Language.CHINESE))
        .contains("\"code\":\"policy\"", "夜间不可登录。");
  }
}
