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

/** The address book of each platform: whom it changes, and what applications learn of it. */
@EndToEnd
class AddressBookIT {
  private static final String PLATFORMS = "dev.muster.distribution.e2e.Matrix#platforms";
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int MANY = 6;

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

  /** The people of departments cannot be read any more. */
  private void breakLists(ChatPlatform platform) {
    Map<String, String> fault =
        switch (platform.id()) {
          case "wechatwork" -> Map.of("call", "user/list", "number", "60011");
          case "dingtalk" -> Map.of("call", "topapi/v2/user/list", "number", "60011");
          default -> Map.of("call", "contact/users/find_by_department", "number", "99991672");
        };
    // the first department can be read still
    world
        .sandbox(platform)
        .fault(
            Map.of(
                "kind",
                "errcode",
                "call",
                fault.get("call"),
                "number",
                fault.get("number"),
                "after",
                "1"));
  }

  private static String left(ChatPlatform platform) {
    return switch (platform.id()) {
      case "wechatwork" -> "5";
      case "dingtalk" -> "left";
      default -> "resigned";
    };
  }

  @ParameterizedTest
  @MethodSource(PLATFORMS)
  void departmentsBecomeClaimsAlsoWhereASignInDoesNotTellThem(ChatPlatform platform) {
    Tenant tenant = world.tenant(platform);
    Application application = tenant.application();
    hideDepartments(platform);
    assertThat(departments(platform, application)).isEmpty();

    world.sandbox(platform).reset();
    assertThat(run(tenant, true).path("state").asText()).isEqualTo("done");
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

  @ParameterizedTest
  @MethodSource(PLATFORMS)
  void nobodyIsDisabledByACallThatFailsNorManyUnasked(ChatPlatform platform) {
    Tenant tenant = world.tenant(platform);
    Application application = tenant.application();
    for (int i = 1; i <= MANY; i++) {
      Ending ending = Way.MOBILE.comeIn(world, application, "crowd-" + i);
      assertThat(ending.signedIn()).as(ending.toString()).isTrue();
    }

    breakLists(platform);
    assertThat(run(tenant, true).path("state").asText()).isEqualTo("failed");
    assertThat(active(tenant)).isEqualTo(MANY);
    world.sandbox(platform).clearFaults();

    for (int i = 1; i <= MANY; i++) {
      world.sandbox(platform).status("crowd-" + i, left(platform));
    }
    JsonNode dry = run(tenant, false);
    assertThat(dry.at("/counts/disabled").asInt()).isEqualTo(MANY);
    end(tenant, dry, "discard");
    JsonNode run = run(tenant, true);
    assertThat(run.path("state").asText()).isEqualTo("waiting");
    assertThat(run.path("unusual").asBoolean()).isTrue();
    assertThat(run.path("counts")).isEqualTo(dry.path("counts"));
    assertThat(active(tenant)).isEqualTo(MANY);

    end(tenant, run, "apply");
    JsonNode done = ended(tenant, run);
    assertThat(done.path("state").asText()).isEqualTo("done");
    assertThat(done.path("counts")).isEqualTo(dry.path("counts"));
    assertThat(active(tenant)).isZero();
  }

  private int active(Tenant tenant) {
    return world
        .management()
        .get("/tenants/%s/users?limit=200&status=active".formatted(tenant.id()))
        .path("items")
        .size();
  }

  private static String runs(Tenant tenant) {
    return "/tenants/%s/identity-sources/%s/reconciliations".formatted(tenant.id(), Tenant.SOURCE);
  }

  private void end(Tenant tenant, JsonNode run, String how) {
    world.management().post(runs(tenant) + "/" + run.path("id").asText() + "/" + how, "");
  }

  private JsonNode run(Tenant tenant, boolean apply) {
    return ended(tenant, world.management().post(runs(tenant), Http.write(Map.of("apply", apply))));
  }

  /** A run that is over, or waits for somebody. */
  private JsonNode ended(Tenant tenant, JsonNode begun) {
    String path = runs(tenant) + "/" + begun.path("id").asText();
    long end = System.nanoTime() + PATIENCE.toNanos();
    JsonNode run = begun;
    while (Set.of("reading", "applying", "").contains(run.path("state").asText())
        && System.nanoTime() - end < 0) {
      run = world.management().get(path);
    }
    return run;
  }
}
