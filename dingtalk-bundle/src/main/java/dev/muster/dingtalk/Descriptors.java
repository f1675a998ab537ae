package dev.muster.dingtalk;

import dev.muster.spi.SignInMethod;
import dev.muster.spi.Text;
import dev.muster.spi.platform.DirectoryAbility;
import dev.muster.spi.platform.Field;
import dev.muster.spi.platform.MessageAbility;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.platform.Quota;
import dev.muster.spi.platform.SignInAbility;
import dev.muster.spi.platform.SignInAbility.ContactField;
import dev.muster.spi.platform.WebhookAbility;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The platform as data: names, forms, ways in. */
final class Descriptors {
  static final String ID = "dingtalk";

  private static final Text SEARCH_HINT =
      new Text(
          "DingTalk only finds active employees in the app's address book range, by "
              + "the mobile number of their account: DingTalk developer console, App "
              + "Development > your app > Permission Management > address book range.",
          "钉钉只能按账号的手机号查找应用通讯录权限范围内的在职员工：钉钉开发者后台 > 应用开发 > 应用 > 权限管理 > 通讯录权限范围。");
  static final String CORP_ID = "corpId";
  static final String CLIENT_ID = "clientId";
  static final String CLIENT_SECRET = "clientSecret";
  static final String CALLBACK_TOKEN = "callbackToken";
  static final String CALLBACK_AES_KEY = "callbackAesKey";
  static final String GROUP_TEMPLATE_ID = "groupTemplateId";
  static final String GROUP_ROBOT_ID = "groupRobotId";

  /** Printable, without the blank or line break that a careless copy brings along. */
  private static final String KEY = "[\\x21-\\x7e]{1,256}";

  private static final Set<SignInMethod> METHODS =
      Set.of(SignInMethod.BROWSER, SignInMethod.IN_APP, SignInMethod.MOBILE);

  private static final Set<ContactField> VOUCHED_FOR =
      Set.of(ContactField.EMAIL, ContactField.PHONE);

  private static final Text EVENT_GROUP = new Text("Receiving events", "接收事件");

  private static final Field CORP =
      Field.text(
              CORP_ID,
              new Text("CorpId", "CorpId"),
              new Text(
                  "DingTalk developer console: home page, below the company's name.",
                  "钉钉开发者后台：首页，企业名称下方的 CorpId。"))
          .foundAt(Console.HOME)
          .matching("[0-9A-Za-z_-]{1,64}");

  private static final Field CLIENT =
      Field.text(
              CLIENT_ID,
              new Text("Client ID", "Client ID"),
              new Text(
                  "DingTalk developer console: App Development > your app > Credentials and Basic"
                      + " Information. Formerly AppKey.",
                  "钉钉开发者后台：应用开发 > 应用 > 凭证与基础信息，原 AppKey。"))
          .foundAt(Console.APPS)
          .matching(KEY);

  private static final Field APP_SECRET =
      Field.secret(
              CLIENT_SECRET,
              new Text("Client secret", "Client Secret"),
              new Text(
                  "On the same page, below the Client ID. Formerly AppSecret.",
                  "与 Client ID 在同一页面，原 AppSecret。"))
          .foundAt(Console.APPS)
          .matching(KEY);

  private static final List<Field> BINDING =
      List.of(
          CORP.asRequired().asIdentifying(),
          CLIENT.asRequired().asIdentifying(),
          APP_SECRET.asRequired(),
          Field.text(
                  "agentId",
                  new Text("AgentId", "AgentId"),
                  new Text(
                      "On the same page. Needed for work notifications only.",
                      "与 Client ID 在同一页面，仅发送工作通知时需要。"))
              .foundAt(Console.APPS)
              .matching("[0-9]{1,20}"),
          Field.text(
                  GROUP_TEMPLATE_ID,
                  new Text("Group template ID", "群模板 ID"),
                  new Text(
                      "DingTalk developer console: Open Capabilities > Scene Groups > Group Templates:"
                          + " a template bound to your app, published.",
                      "钉钉开发者后台：开放能力 > 场景群 > 群模板，需绑定到该应用并发布。"))
              .foundAt(Console.GROUP_TEMPLATES)
              .matching(KEY),
          Field.text(
                  GROUP_ROBOT_ID,
                  new Text("Group robot ID", "群机器人 ID"),
                  new Text(
                      "DingTalk developer console: Open Capabilities > Scene Groups > Robots: the robot"
                          + " of the group template.",
                      "钉钉开发者后台：开放能力 > 场景群 > 机器人，即群模板中的机器人。"))
              .foundAt(Console.GROUP_ROBOTS)
              .matching(KEY),
          Field.secret(
                  CALLBACK_TOKEN,
                  new Text("Token", "签名 token"),
                  new Text(
                      "DingTalk developer console: App Development > your app > Event Subscription >"
                          + " HTTP push > Token.",
                      "钉钉开发者后台：应用开发 > 应用 > 事件订阅 > HTTP 推送 > 签名 token。"))
              .foundAt(Console.APPS)
              .matching(KEY)
              .under(EVENT_GROUP),
          Field.secret(
                  CALLBACK_AES_KEY,
                  new Text("AES key", "加密 aes_key"),
                  new Text(
                      "On the same page: 43 letters and digits.", "与签名 token 在同一页面，共 43 位字母和数字。"))
              .foundAt(Console.APPS)
              .matching("[0-9A-Za-z]{43}")
              .under(EVENT_GROUP));

  private static final List<Field> SOURCE =
      List.of(CORP.asInherited(), CLIENT.asInherited(), APP_SECRET.asInherited());

  /** A bolt in a bubble: our own drawing, not the vendor's mark. */
  private static final String ICON =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 32 32\">"
          + "<path fill=\"#1677ff\" d=\"M6 3h20a4 4 0 0 1 4 4v13a4 4 0 0 1-4 4H15l-7 6v-6H6a4 4 0 0"
          + " 1-4-4V7a4 4 0 0 1 4-4z\"/>"
          + "<path fill=\"#fff\" d=\"M18 6l-8 9h5l-2 7 9-10h-5.500z\"/></svg>";

  private static final Map<String, Integer> CALLS_PER_MINUTE =
      Stream.of(DingTalkDirectory.CALLS_PER_MINUTE, ChatCalls.CALLS_PER_MINUTE)
          .flatMap(limits -> limits.entrySet().stream())
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  /**
   * What the standard edition has in a month; other editions, and packs that are bought, have more.
   * Free of it are tokens, signing in and the address book.
   */
  private static final Quota API_CALLS =
      Quota.of("api-calls", new Text("API calls", "API 调用"), 5_000, Quota.Period.MONTH)
          .in(ZoneId.of("Asia/Shanghai"))
          .counting(
              Set.of("/v1.0/im/", "/v1.0/robot/", "/topapi/im/", "/topapi/message/", "/chat/"))
          .freeWhereRefused(ErrorCodes.FREE_OF_THE_MONTH)
          .usedUpWhereRefused(ErrorCodes.MONTH_USED_UP)
          .sharedBy(Set.of(CORP_ID));

  private Descriptors() {}

  static PlatformDescriptor dingTalk() {
    return PlatformDescriptor.of(ID, new Text("DingTalk", "钉钉"))
        .withIcon(ICON)
        .withBindingFields(BINDING)
        .withSourceFields(SOURCE)
        .withSignIn(
            SignInAbility.of(METHODS)
                // With what follows the name: the crawler of link previews says
                // "DingTalk-LinkService".
                .withUserAgentMarkers(Set.of("dingtalk/", "dingtalk("))
                .withCodeParameters(List.of("authCode", "code"))
                .withMobileConfigFields(List.of(CORP_ID, CLIENT_ID))
                .withVouchedFor(
                    METHODS.stream()
                        .collect(Collectors.toMap(method -> method, method -> VOUCHED_FOR))))
        .withDirectory(
            DirectoryAbility.of().withGroups(new Text("Role", "角色")).withSearchHint(SEARCH_HINT))
        .withWebhooks(WebhookAbility.of(Set.of(CALLBACK_TOKEN, CALLBACK_AES_KEY)))
        .withMessages(MessageAbility.of())
        .withCallsPerMinute(CALLS_PER_MINUTE)
        .withQuotas(List.of(API_CALLS))
        .withSetup(Setup.ITEMS);
  }
}
