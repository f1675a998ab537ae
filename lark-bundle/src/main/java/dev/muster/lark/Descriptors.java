package dev.muster.lark;

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
  static final String ID = "lark";

  private static final Text SEARCH_HINT =
      new Text(
          "Lark finds people in the app's range of contacts alone, by the mobile "
              + "number or the email address of their account (not their company email "
              + "address): developer console, your custom app > Permissions & Scopes > Data "
              + "permissions > Range of contacts.",
          "飞书只能按账号的手机号或邮箱（不含企业邮箱）查找应用通讯录权限范围内的成员：开发者后台 > 企业自建应用 > 权限管理 > 数据权限 > 通讯录权限范围。");
  static final String CLOUD = "cloud";
  static final String APP_ID = "appId";
  static final String APP_SECRET = "appSecret";
  static final String ENCRYPT_KEY = "encryptKey";
  static final String VERIFICATION_TOKEN = "verificationToken";

  /** Printable, without the blank or line break that a careless copy brings along. */
  private static final String KEY = "[\\x21-\\x7e]{1,256}";

  private static final Set<SignInMethod> METHODS =
      Set.of(SignInMethod.BROWSER, SignInMethod.IN_APP, SignInMethod.MOBILE);

  private static final Set<ContactField> VOUCHED_FOR = Set.of(ContactField.EMAIL);

  private static final Text EVENT_GROUP = new Text("Receiving events", "接收事件");

  private static final Field CLOUD_FIELD =
      Field.choice(
          CLOUD,
          new Text("Cloud", "云"),
          new Text(
              "Where the company is: Feishu in mainland China (open.feishu.cn), Lark elsewhere"
                  + " (open.larksuite.com). An app of one does not work in the other.",
              "企业所在的云：中国大陆为飞书（open.feishu.cn），其他地区为 Lark（open.larksuite.com），应用不能跨云使用。"),
          List.of(
              new Field.Choice(Cloud.FEISHU.id(), new Text("Feishu", "飞书")),
              new Field.Choice(Cloud.LARK.id(), new Text("Lark", "Lark"))));

  private static final Field APP =
      Field.text(
              APP_ID,
              new Text("App ID", "App ID"),
              new Text(
                  "Developer console: your custom app > Credentials & Basic Info. It begins with"
                      + " cli_.",
                  "开发者后台：企业自建应用 > 凭证与基础信息，以 cli_ 开头。"))
          .foundAt(Console.apps(Cloud.FEISHU))
          .matching("[0-9A-Za-z_-]{1,64}");

  private static final Field SECRET =
      Field.secret(
              APP_SECRET,
              new Text("App secret", "App Secret"),
              new Text("On the same page, below the App ID.", "与 App ID 在同一页面，位于其下方。"))
          .foundAt(Console.apps(Cloud.FEISHU))
          .matching(KEY);

  private static final List<Field> BINDING =
      List.of(
          CLOUD_FIELD.asRequired().asIdentifying(),
          APP.asRequired().asIdentifying(),
          SECRET.asRequired(),
          Field.secret(
                  ENCRYPT_KEY,
                  new Text("Encrypt Key", "Encrypt Key"),
                  new Text(
                      "Developer console: your custom app > Events & Callbacks > Encryption"
                          + " Strategy. Events are received only with both keys; signing in does"
                          + " without.",
                      "开发者后台：企业自建应用 > 事件与回调 > 加密策略。两个密钥都填写后才会接收事件，登录不需要。"))
              .foundAt(Console.apps(Cloud.FEISHU))
              .matching(KEY)
              .under(EVENT_GROUP),
          Field.secret(
                  VERIFICATION_TOKEN,
                  new Text("Verification Token", "Verification Token"),
                  new Text(
                      "On the same page, below the Encrypt Key.", "与 Encrypt Key 在同一页面，位于其下方。"))
              .foundAt(Console.apps(Cloud.FEISHU))
              .matching(KEY)
              .under(EVENT_GROUP));

  private static final Map<String, Integer> CALLS_PER_MINUTE =
      Stream.of(LarkDirectory.CALLS_PER_MINUTE, ChatCalls.CALLS_PER_MINUTE)
          .flatMap(limits -> limits.entrySet().stream())
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  /**
   * What the free edition has in a month. Which calls count is not documented but for tokens, which
   * do not; so signing in is taken to count.
   */
  private static final Quota API_CALLS =
      Quota.of("api-calls", new Text("API calls", "API 调用"), 10_000, Quota.Period.MONTH)
          .in(ZoneId.of("Asia/Shanghai"))
          .butFor(Set.of("/open-apis/auth/"))
          .freeWhereRefused(Set.of("99991400"))
          .usedUpWhereRefused(ErrorCodes.MONTH_USED_UP);

  private Descriptors() {}

  static PlatformDescriptor lark() {
    return PlatformDescriptor.of(ID, new Text("Lark", "飞书"))
        .withIcon(ICON)
        .withBindingFields(BINDING)
        .withSourceFields(
            List.of(CLOUD_FIELD.asInherited(), APP.asInherited(), SECRET.asInherited()))
        .withSignIn(
            SignInAbility.of(METHODS)
                // The client of either cloud says "Lark/" and its version; the slash keeps out
                // whatever else has a lark in its name.
                .withUserAgentMarkers(Set.of("lark/", "feishu"))
                .withMobileConfigFields(List.of(CLOUD, APP_ID))
                .withVouchedFor(
                    METHODS.stream()
                        .collect(Collectors.toMap(method -> method, method -> VOUCHED_FOR))))
        .withDirectory(
            DirectoryAbility.of()
                .withGroups(new Text("User group", "用户组"))
                .withSearchHint(SEARCH_HINT))
        .withWebhooks(WebhookAbility.of(Set.of(ENCRYPT_KEY, VERIFICATION_TOKEN)))
        // The platform compares them for an hour.
        .withMessages(MessageAbility.of().withKeys())
        .withCallsPerMinute(CALLS_PER_MINUTE)
        .withQuotas(List.of(API_CALLS))
        .withSetup(Setup.ITEMS);
  }

  /** A bird in a bubble: our own drawing, not the vendor's mark. */
  private static final String ICON =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 32 32\">"
          + "<path fill=\"#1f9d8b\" d=\"M6 3h20a4 4 0 0 1 4 4v13a4 4 0 0 1-4 4H15l-7 6v-6H6a4 4 0 0"
          + " 1-4-4V7a4 4 0 0 1 4-4z\"/>"
          + "<path fill=\"#fff\" d=\"M7 8c5 .5 8.500 3 10.500 7 1.200-3 3.500-5 7.500-5.500-1 6-4.500"
          + " 10-9.500 10C11 19.500 8 16 7 8z\"/></svg>";
}
