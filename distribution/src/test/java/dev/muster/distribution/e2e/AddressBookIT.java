package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What applications learn of each platform's address book. */
@EndToEnd
class AddressBookIT {
  private static final String PLATFORMS = "dev.muster.distribution.e2e.Matrix#platforms";
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Set<String> UNDER_WAY = Set.of("reading", "applying", "");

  private final World world;

  AddressBookIT(World world) {
    this.world = world;
  }

  @AfterEach
  void mend() {
    ChatPlatform.all().forEach(platform -> world.sandbox(platform).reset());
  }

  /** From now on a sign-in tells of nobody where they belong. */
  private void hideDepartments(ChatPlatform platform) {
    SandboxControl sandbox = world.sandbox(platform);
    switch (platform.id()) {
      case "wechatwork" ->
          sandbox.fault(Map.of("kind", "errcode", "call", "user/get", "number", "60011"));
      case "dingtalk" ->
          sandbox.fault(Map.of("kind", "errcode", "call", "topapi/v2/user/get", "number", "50002"));
      default ->
          sandbox.app(
              Map.of(
                  "scopes",
                  String.join(
                      " ",
                      "tenant:tenant:readonly",
                      "contact:contact.base:readonly",
                      "contact:user.employee_id:readonly",
                      "contact:user.employee:readonly",
                      "contact:user.base:readonly")));
    }
  }

  @ParameterizedTest
  @MethodSource(PLATFORMS)
  void departmentsBecomeClaimsAlsoWhereASignInDoesNotTellThem(ChatPlatform platform) {
    Tenant tenant = world.tenant(platform);
    Application application = tenant.application();
    hideDepartments(platform);
    assertThat(departments(platform, application)).isEmpty();

    world.sandbox(platform).reset();
    assertThat(reconcile(tenant).path("state").asText()).isEqualTo("done");
    hideDepartments(platform);

    List<JsonNode> claim = departments(platform, application);
    assertThat(claim).allMatch(JsonNode::isTextual);
    assertThat(claim)
        .extracting(JsonNode::asText)
        .containsExactlyInAnyOrderElementsOf(platform.member().departments());
  }

  private List<JsonNode> departments(ChatPlatform platform, Application application) {
    Ending ending = Way.MOBILE.comeIn(world, application, platform.member().id());
    assertThat(ending.signedIn()).as(ending.toString()).isTrue();
    List<JsonNode> departments = new ArrayList<>();
    ending.userInfo().path("departments").forEach(departments::add);
    return departments;
  }

  /** Reconciles its users with the address book, and returns the run when that is over. */
  private JsonNode reconcile(Tenant tenant) {
    String runs =
        "/tenants/%s/identity-sources/%s/reconciliations".formatted(tenant.id(), Tenant.SOURCE);
    JsonNode run = world.management().post(runs, Http.write(Map.of("apply", true)));
    String path = runs + "/" + run.path("id").asText();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (UNDER_WAY.contains(run.path("state").asText()) && System.nanoTime() - end < 0) {
      run = world.management().get(path);
    }
    return run;
  }
}
