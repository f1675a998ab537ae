package dev.muster.distribution.e2e;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A chat platform as the tests know it. Another platform is another constant.
 *
 * @param id its id in the management API; the sandbox plays it below a path of that name
 * @param label what sources are called in which people come by it, as in the demo
 * @param binding the fields of its mobile app, secrets among them
 * @param secretField which of them is the app's secret
 * @param sourceFields what an identity source needs beyond the binding
 * @param mobileConfig what a native app is told, by name
 * @param client what its client calls itself as a browser
 * @param lookAlike a client that may be taken for it and is another
 * @param phoneCookie the cookie by which the sandbox knows whose client it is
 * @param inAppCode how the sandbox is asked for a code such as its client hands to a page
 * @param browserPage the path of its page for browsers
 * @param company what the claim {@code platform_tenant} says
 * @param member somebody who may come in
 * @param colleague somebody else who may
 * @param outsiders who may not come in by any way: somebody of another company, an external
 *     contact, somebody who left
 * @param others who may not come in either
 * @param left what the sandbox calls the status of somebody who left, in the platform's own word
 * @param answers what of the platform's error answers must not be seen
 */
record ChatPlatform(
    String id,
    String label,
    Map<String, String> binding,
    String secretField,
    Map<String, String> sourceFields,
    Set<String> mobileConfig,
    String client,
    String lookAlike,
    String phoneCookie,
    Map<String, String> inAppCode,
    String browserPage,
    String company,
    Person member,
    Person colleague,
    List<Outsider> outsiders,
    List<Outsider> others,
    String left,
    List<String> answers) {
  private static final String IPHONE =
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
          + " Gecko) Mobile/15E148 ";

  private static final String FOREIGN = "another company";
  private static final String EXTERNAL = "external contact";
  private static final String LEFT = "no longer active in the company";
  private static final String NO_MEMBER = "not a member of the company";
  private static final String OUT_OF_RANGE = "not open to you";

  static final ChatPlatform WECHATWORK =
      new ChatPlatform(
          "wechatwork",
          "企业微信 Enterprise WeChat",
          Map.of(
              "corpId", "wwSandboxLtd000001", "agentId", "1000002", "secret", "sandbox-app-secret"),
          "secret",
          Map.of("schema", "wwauthSandboxLtd000001000002"),
          Set.of("schema", "corpId", "agentId"),
          IPHONE + "wxwork/4.1.28 MicroMessenger/7.0.1 Language/zh",
          IPHONE + "MicroMessenger/8.0.49 NetType/WIFI Language/zh_CN",
          "sandbox_phone",
          Map.of(),
          "/wechatwork/wwlogin/sso/login",
          "wwSandboxLtd000001",
          new Person("oncall-engineer", "On-call Engineer", List.of("2", "4")),
          new Person("developer", "Developer", List.of("3")),
          List.of(
              new Outsider("visitor", FOREIGN),
              new Outsider("wmSandboxCustomer01", EXTERNAL),
              new Outsider("former-colleague", LEFT)),
          List.of(
              new Outsider("oSandboxStranger01", NO_MEMBER),
              new Outsider("deleted-member", LEFT),
              new Outsider("disabled-member", LEFT)),
          "5",
          List.of("errcode", "errmsg", "hint", "from ip", "60020", "45009", "40001", "Portal"));

  static final ChatPlatform DINGTALK =
      new ChatPlatform(
          "dingtalk",
          "钉钉 DingTalk",
          Map.of(
              "corpId", "dingsandboxltd000001",
              "clientId", "dingsandboxapp0001",
              "clientSecret", "sandbox-client-secret"),
          "clientSecret",
          Map.of(),
          Set.of("corpId", "clientId"),
          IPHONE + "AliApp(DingTalk/7.8.1) com.laiwang.DingTalk/32571894 language/zh-Hans-CN",
          "DingTalk-LinkService/1.0",
          "sandbox_dingtalk_phone",
          Map.of("kind", "client"),
          "/dingtalk/oauth2/auth",
          "dingsandboxltd000001",
          new Person("oncall-engineer", "On-call Engineer", List.of("2", "4")),
          new Person("developer", "Developer", List.of("3")),
          List.of(
              // a code of the client names no company, only somebody whom ours does not know
              new Outsider("visitor", FOREIGN, NO_MEMBER),
              new Outsider("customer", EXTERNAL),
              new Outsider("former-colleague", LEFT, NO_MEMBER)),
          List.of(new Outsider("stranger", NO_MEMBER)),
          "left",
          List.of("errcode", "errmsg", "sub_code", "requestid", "sandbox fault", "60020", "90018"));

  static final ChatPlatform LARK = lark("feishu");

  /** The other cloud, which speaks alike. */
  static final ChatPlatform LARK_OVERSEAS = lark("lark");

  private static ChatPlatform lark(String cloud) {
    return new ChatPlatform(
        "lark",
        "飞书 Lark",
        Map.of(
            "cloud", cloud, "appId", "cli_sandbox00000001", "appSecret", "sandbox-lark-app-secret"),
        "appSecret",
        Map.of(),
        Set.of("cloud", "appId"),
        IPHONE + "Lark/7.24.5 LarkLocale/zh_CN ChannelName/Feishu",
        IPHONE + "LarkSpur/1.0",
        "sandbox_lark_phone",
        Map.of(),
        "/lark/open-apis/authen/v1/authorize",
        "tk_sandbox_ltd_0001",
        new Person("oncall-engineer", "值班工程师", List.of("od-operations", "od-oncall")),
        new Person("developer", "开发工程师", List.of("od-development")),
        List.of(
            new Outsider("visitor", FOREIGN),
            // has a company of their own, as far as the platform tells
            new Outsider("customer", FOREIGN),
            new Outsider("former-colleague", LEFT)),
        List.of(
            new Outsider("gone-colleague", LEFT),
            new Outsider("disabled-member", LEFT),
            new Outsider("deleted-member", NO_MEMBER),
            new Outsider("newcomer", NO_MEMBER),
            new Outsider("office-clerk", OUT_OF_RANGE)),
        "resigned",
        List.of("sandbox fault", "log_id", "permission_violations", "99991", "20002", "10014"));
  }

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
   * @param toldInApp what it says inside the platform's client
   */
  record Outsider(String id, String told, String toldInApp) {
    Outsider(String id, String told) {
      this(id, told, told);
    }

    String told(Way way) {
      return way == Way.IN_APP ? toldInApp : told;
    }

    @Override
    public String toString() {
      return id;
    }
  }

  /** Every platform. */
  static List<ChatPlatform> all() {
    return List.of(WECHATWORK, DINGTALK, LARK);
  }

  /** The secret of the app. */
  String secret() {
    return binding.get(secretField);
  }

  /** What a source is told whose secret is wrong. */
  Map<String, String> sourceFieldsWith(String wrongSecret) {
    Map<String, String> fields = new LinkedHashMap<>(sourceFields);
    fields.put(secretField, wrongSecret);
    return fields;
  }

  @Override
  public String toString() {
    return id;
  }
}
