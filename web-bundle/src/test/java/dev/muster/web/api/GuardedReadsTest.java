package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Administrators.Role;
import dev.muster.web.api.ApiFixture.Answer;
import dev.muster.web.api.Description.Operation;
import dev.muster.web.http.TestRequest;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the guard does that changes nothing, so that one world serves all tests. */
class GuardedReadsTest {
  private static final ApiFixture API = new ApiFixture().furnished();
  private static final Map<Role, String> TOKENS =
      Stream.of(Role.TENANT_ADMIN, Role.RESPONDER, Role.AUDITOR)
          .collect(Collectors.toMap(Function.identity(), role -> API.world.token(role, "acme")));

  static Stream<Operation> guarded() {
    return GuardTest.guarded();
  }

  static Stream<Operation> ofATenant() {
    return guarded().filter(operation -> operation.path().startsWith("/tenants/{tenant}"));
  }

  private static TestRequest by(Role role, Operation operation, String tenant) {
    TestRequest request =
        ApiFixture.request(operation.method(), API.path(operation, tenant))
            .header("Authorization", "Bearer " + TOKENS.get(role));
    return operation.hasBody() ? request.body("application/json", "[]") : request;
  }

  @ParameterizedTest
  @MethodSource("guarded")
  void asksEverybodyWhoTheyAreBeforeItWaitsForWhatTheySend(Operation operation) {
    TestRequest request = ApiFixture.request(operation.method(), API.path(operation, "acme"));

    assertThat(API.refusal(request)).contains(401);
  }

  /**
   * What they read of may be long, and one who reads much must not keep people from signing in. So
   * with what is worked out of what they send.
   */
  @ParameterizedTest
  @MethodSource("guarded")
  void letsFewReadAtATime(Operation operation) {
    TestRequest request = ApiFixture.request(operation.method(), API.path(operation, "acme"));

    assertThat(API.isLarge(request))
        .isEqualTo(operation.method().equals("GET") || operation.path().endsWith("/rotas/preview"));
  }

  @ParameterizedTest
  @MethodSource("ofATenant")
  void showsNothingOfATenantToThoseWhoMayNotSeeIt(Operation operation) {
    String before = API.world.state();
    for (Role role : List.of(Role.TENANT_ADMIN, Role.RESPONDER, Role.AUDITOR)) {
      for (String tenant : List.of("beta", "nobody", "%2A", "ACME")) {
        Answer answer = API.send(by(role, operation, tenant));
        assertThat(answer.status()).as("%s %s %s", role, tenant, operation).isEqualTo(404);
        assertThat(answer.body().path("detail").asText()).isEqualTo("There is no such tenant.");
      }
    }
    assertThat(API.world.state()).isEqualTo(before);
  }
}
