package dev.muster.distribution.e2e;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A chat platform as the tests know it. Another platform is another constant.
 *
 * @param id its id in the management API
 * @param demoButton what the demo's sign-in page calls it
 * @param sandboxPath where the sandbox plays it
 * @param binding the fields of its mobile app, secrets among them
 * @param secretField the field of the app's secret
 * @param sourceFields what an identity source needs beyond the binding
 * @param mobileConfig what a native app is told, by name
 * @param client what its client calls itself as a browser
 * @param lookAlike a client that may be taken for it and is another
 * @param phoneCookie the cookie by which the sandbox knows whose client it is
 * @param browserPage the path of its page for browsers
 * @param company what the claim {@code platform_tenant} says
 * @param member somebody who may come in
 * @param colleague somebody else who may
 * @param outsiders who may not, and what they are told
 * @param answers what of the platform's error answers must not be seen
 */
record ChatPlatform(
    String id,
    String demoButton,
    String sandboxPath,
    Map<String, String> binding,
    String secretField,
    Map<String, String> sourceFields,
    Set<String> mobileConfig,
    String client,
    String lookAlike,
    String phoneCookie,
    String browserPage,
    String company,
    Person member,
    Person colleague,
    List<Outsider> outsiders,
    List<String> answers) {
  private static final String IPHONE =
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
          + " Gecko) Mobile/15E148 ";

  static final ChatPlatform WECHATWORK =
      new ChatPlatform(
          "wechatwork",
          "企业微信 Enterprise WeChat",
          "/wechatwork",
          Map.of(
              "corpId", "wwSandboxLtd000001", "agentId", "1000002", "secret", "sandbox-app-secret"),
          "secret",
          Map.of("schema", "wwauthSandboxLtd000001000002"),
          Set.of("schema", "corpId", "agentId"),
          IPHONE + "wxwork/4.1.28 MicroMessenger/7.0.1 Language/zh",
          IPHONE + "MicroMessenger/8.0.49 NetType/WIFI Language/zh_CN",
          "sandbox_phone",
          "/wechatwork/wwlogin/sso/login",
          "wwSandboxLtd000001",
          new Person("oncall-engineer", "On-call Engineer", List.of("2", "4")),
          new Person("developer", "Developer", List.of("3")),
          List.of(
              new Outsider("oSandboxStranger01", "not a member of the company"),
              new Outsider("wmSandboxCustomer01", "external contact"),
              new Outsider("visitor", "another company"),
              new Outsider("former-colleague", "no longer active in the company"),
              new Outsider("deleted-member", "no longer active in the company"),
              new Outsider("disabled-member", "no longer active in the company")),
          List.of("errcode", "errmsg", "hint", "from ip", "60020", "45009", "40001", "Portal"));

  static final ChatPlatform LARK =
      new ChatPlatform(
          "lark",
          "飞书 Lark",
          "/lark",
          Map.of(
              "cloud", "feishu",
              "appId", "cli_sandbox00000001",
              "appSecret", "sandbox-lark-app-secret"),
          "appSecret",
          Map.of(),
          Set.of("cloud", "appId"),
          IPHONE + "Lark/7.20.5 LarkLocale/en_US SDK-Version/7.20.0",
          IPHONE + "Larkspur/2.1 Safari/604.1",
          "sandbox_lark_phone",
          "/lark/open-apis/authen/v1/authorize",
          "tk_sandbox_ltd_0001",
          new Person("oncall-engineer", "值班工程师", List.of("od-operations", "od-oncall")),
          new Person("developer", "开发工程师", List.of("od-development")),
          List.of(
              new Outsider("customer", "another company"),
              new Outsider("visitor", "another company"),
              new Outsider("newcomer", "not a member of the company"),
              new Outsider("deleted-member", "not a member of the company"),
              new Outsider("office-clerk", "not open to you"),
              new Outsider("former-colleague", "no longer active in the company"),
              new Outsider("gone-colleague", "no longer active in the company"),
              new Outsider("disabled-member", "no longer active in the company")),
          List.of("log_id", "permission_violations", "99991400", "99991401", "10014", "20002"));

  /**
   * A member of the company.
   *
   * @param id what the platform knows them by
   * @param name what they are called
   * @param departments where they belong
   */
  record Person(String id, String name, List<String> departments) {}

  /**
   * Somebody who may not come in.
   *
   * @param id what the platform knows them by
   * @param told what the page says about it
   */
  record Outsider(String id, String told) {
    @Override
    public String toString() {
      return id;
    }
  }

  /** The app's secret. */
  String secret() {
    return binding.getOrDefault(secretField, "");
  }

  /** Every platform. */
  static List<ChatPlatform> all() {
    return List.of(WECHATWORK, LARK);
  }

  @Override
  public String toString() {
    return id;
  }
}
