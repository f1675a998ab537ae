package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The address book of each platform: whom it disables, and what applications learn of it. */
@EndToEnd
class AddressBookIT {
  private static final String PLATFORMS = "dev.muster.distribution.e2e.Matrix#platforms";
  private static final int PEOPLE = 20;

  /** 30 in 100. */
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

  @ParameterizedTest
  @MethodSource(PLATFORMS)
  void departmentsBecomeClaimsAlsoWhereASignInDoesNotTellThem(ChatPlatform platform) {
    Tenant tenant = world.tenant(platform);
    Application application = tenant.application();
    hideDepartments(platform);
    assertThat(departments(platform, application)).isEmpty();

    world.sandbox(platform).reset();
    assertThat(new Reconciliation(world, tenant).run(true).path("state").asText())
        .isEqualTo("done");
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
  void nobodyIsDisabledByACallThatFails(ChatPlatform platform) {
    Tenant tenant = world.tenant(platform);
    comeIn(tenant, 1);
    world.sandbox(platform).status(crowd(1), platform.left());
    breakLists(platform);

    assertThat(new Reconciliation(world, tenant).run(true).path("state").asText())
        .isEqualTo("failed");
    assertThat(active(tenant)).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource(PLATFORMS)
  void manyWhoVanishAreDisabledOnceSomebodyHasAgreedAndAreThoseOfTheDryRun(ChatPlatform platform) {
    Tenant tenant = world.tenant(platform);
    comeIn(tenant, PEOPLE);
    for (int i = 1; i <= MANY; i++) {
      world.sandbox(platform).status(crowd(i), platform.left());
    }

    Reconciliation reconciliation = new Reconciliation(world, tenant);
    JsonNode dry = reconciliation.run(false);
    assertThat(dry.path("state").asText()).isEqualTo("waiting");
    assertThat(dry.at("/counts/disabled").asInt()).as(dry.toString()).isEqualTo(MANY);
    reconciliation.decide(dry, "discard");

    JsonNode stopped = reconciliation.run(true);
    assertThat(stopped.path("state").asText()).isEqualTo("waiting");
    assertThat(stopped.path("unusual").asBoolean()).isTrue();
    assertThat(stopped.path("counts")).isEqualTo(dry.path("counts"));
    assertThat(active(tenant)).isEqualTo(PEOPLE);

    JsonNode done = reconciliation.decide(stopped, "apply");
    assertThat(done.path("state").asText()).isEqualTo("done");
    assertThat(done.path("counts")).isEqualTo(dry.path("counts"));
    assertThat(active(tenant)).isEqualTo(PEOPLE - MANY);
  }

  /** The first of the crowd sign in. */
  private void comeIn(Tenant tenant, int people) {
    Application application = tenant.application();
    for (int i = 1; i <= people; i++) {
      Ending ending = Way.MOBILE.comeIn(world, application, crowd(i));
      assertThat(ending.signedIn()).as(ending.toString()).isTrue();
    }
  }

  private static String crowd(int number) {
    return "crowd-" + number;
  }

  /** From now on the people of a department cannot be read, but for those of the first. */
  private void breakLists(ChatPlatform platform) {
    Map<String, String> fault =
        switch (platform.id()) {
          case "wechatwork" -> Map.of("call", "user/list", "number", "60011");
          case "dingtalk" -> Map.of("call", "topapi/v2/user/list", "number", "60011");
          default -> Map.of("call", "contact/users/find_by_department", "number", "99991672");
        };
    Map<String, String> all = new HashMap<>(fault);
    all.putAll(Map.of("kind", "errcode", "after", "1"));
    world.sandbox(platform).fault(all);
  }

  private int active(Tenant tenant) {
    return world
        .management()
        .get("/tenants/%s/users?limit=200&status=active".formatted(tenant.id()))
        .path("items")
        .size();
  }
}
