package dev.muster.wechatwork;

import dev.muster.spi.SignInMethod;
import dev.muster.spi.Text;
import dev.muster.spi.platform.DirectoryAbility;
import dev.muster.spi.platform.Field;
import dev.muster.spi.platform.MessageAbility;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.platform.SignInAbility;
import dev.muster.spi.platform.SignInAbility.ContactField;
import dev.muster.spi.platform.WebhookAbility;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The platform as data: names, forms, ways in, limits. */
final class Descriptors {
  static final String ID = "wechatwork";

  private static final Text SEARCH_HINT =
      new Text(
          "WeCom finds members in the app's visible range alone, by the mobile number "
              + "or the company email address in the contacts: WeCom console, App Management "
              + "> your self-built app > Visible Range.",
          "企业微信只能按通讯录中的手机号或企业邮箱查找应用可见范围内的成员：企业微信管理后台 > 应用管理 > 自建应用 > 可见范围。");
  static final String CORP_ID = "corpId";
  static final String AGENT_ID = "agentId";
  static final String SECRET = "secret";
  static final String ADDRESS_BOOK_SECRET = "addressBookSecret";
  static final String CALLBACK_TOKEN = "callbackToken";
  static final String CALLBACK_AES_KEY = "callbackAesKey";
  static final String SCHEMA = "schema";
  static final String PRIVATE_INFO = "privateInfo";

  /** Printable, without the blank or line break that a careless copy brings along. */
  private static final String KEY = "[\\x21-\\x7e]{1,256}";

  private static final Text EVENT_GROUP = new Text("Receiving events", "接收事件");

  private static final Field CORP =
      Field.text(
              CORP_ID,
              new Text("Enterprise ID (CorpID)", "企业 ID（CorpID）"),
              new Text(
                  "WeCom console: My Company > Company Information, at the bottom of the page. It"
                      + " begins with ww.",
                  "企业微信管理后台：我的企业 > 企业信息，在页面底部，以 ww 开头。"))
          .foundAt(Console.COMPANY)
          .matching("[wW][wWxX][0-9A-Za-z_-]{1,62}");

  private static final Field AGENT =
      Field.text(
              AGENT_ID,
              new Text("AgentId", "AgentId"),
              new Text(
                  "WeCom console: App Management > your self-built app, at the top of its page. A"
                      + " number such as 1000002.",
                  "企业微信管理后台：应用管理 > 自建应用 > 应用详情页顶部，是一个数字，例如 1000002。"))
          .foundAt(Console.APPS)
          .matching("[0-9]{1,10}");

  private static final Field APP_SECRET =
      Field.secret(
              SECRET,
              new Text("App secret", "应用 Secret"),
              new Text(
                  "WeCom console: App Management > your self-built app > Secret > View. It is sent"
                      + " to the administrator's WeCom. Not the key of Contacts Sync.",
                  "企业微信管理后台：应用管理 > 自建应用 > Secret > 查看，会发送到管理员的企业微信。不是“通讯录同步”的 Secret。"))
          .foundAt(Console.APPS)
          .matching(KEY);

  private static final List<Field> BINDING =
      List.of(
          CORP.asRequired().asIdentifying(),
          AGENT.asRequired().asIdentifying(),
          APP_SECRET.asRequired(),
          Field.secret(
                  ADDRESS_BOOK_SECRET,
                  new Text("Address book key", "通讯录 Secret"),
                  new Text(
                      "WeCom console: Management Tools > Contacts Sync > Secret. Needed only to read"
                          + " the whole company; signing in does without.",
                      "企业微信管理后台：管理工具 > 通讯录同步 > Secret。仅在读取全公司通讯录时需要，登录不需要。"))
              .foundAt(Console.CONTACTS_SYNC)
              .matching(KEY),
          Field.secret(
                  CALLBACK_TOKEN,
                  new Text("Token", "Token"),
                  new Text(
                      "WeCom console: App Management > your self-built app > Receive Messages > Set"
                          + " API Receiving > Token. For people who leave or are renamed, enter the"
                          + " same address, Token and EncodingAESKey in Management Tools > Contacts"
                          + " Sync > Set Receiving Events.",
                      "企业微信管理后台：应用管理 > 自建应用 > 接收消息 > 设置 API 接收 > Token。如需接收成员离职和账号变更，"
                          + "请在管理工具 > 通讯录同步 > 设置接收事件服务器中填写相同的地址、Token 和 EncodingAESKey。"))
              .foundAt(Console.APPS)
              .matching("[0-9A-Za-z]{1,32}")
              .under(EVENT_GROUP),
          Field.secret(
                  CALLBACK_AES_KEY,
                  new Text("EncodingAESKey", "EncodingAESKey"),
                  new Text(
                      "On the same page, below the Token: 43 letters and digits.",
                      "与 Token 在同一页面，位于其下方，共 43 位字母和数字。"))
              .foundAt(Console.APPS)
              .matching("[0-9A-Za-z]{43}")
              .under(EVENT_GROUP));

  private static final List<Field> SOURCE =
      List.of(
          CORP.asInherited(),
          AGENT.asInherited(),
          APP_SECRET.asInherited(),
          Field.text(
                  SCHEMA,
                  new Text("Schema", "Schema"),
                  new Text(
                      "For native mobile apps only. WeCom console: App Management > your self-built"
                          + " app > WeCom Authorized Login > iOS or Android, shown once the app's"
                          + " signature and package name (iOS: Bundle ID) are set. It begins with"
                          + " wwauth.",
                      "仅原生移动应用需要。企业微信管理后台：应用管理 > 自建应用 > 企业微信授权登录 > iOS 或 Android，"
                          + "填写应用签名和包名（iOS 为 Bundle ID）后显示，以 wwauth 开头。"))
              .foundAt(Console.APPS)
              .matching("[A-Za-z][0-9A-Za-z+.-]{1,99}")
              .onlyFor(Set.of(SignInMethod.MOBILE)),
          Field.toggle(
                  PRIVATE_INFO,
                  new Text("Ask for phone number and email address", "获取手机号和邮箱"),
                  new Text(
                      "People who come in from inside WeCom are asked for consent to hand over phone"
                          + " number and company email address. Tick both fields in the WeCom console"
                          + " first: App Management > your self-built app > Web Authorization.",
                      "从企业微信内进入的成员会看到授权页，同意后提供手机号和企业邮箱。请先在企业微信管理后台勾选："
                          + "应用管理 > 自建应用 > 网页授权及 JS-SDK > 敏感信息。"))
              .foundAt(Console.APPS)
              .onlyFor(Set.of(SignInMethod.IN_APP)));

  private static final Map<String, Integer> CALLS_PER_MINUTE =
      Stream.of(WechatWorkDirectory.CALLS_PER_MINUTE, ChatCalls.CALLS_PER_MINUTE)
          .flatMap(limits -> limits.entrySet().stream())
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private Descriptors() {}

  static PlatformDescriptor wechatWork() {
    return PlatformDescriptor.of(ID, new Text("Enterprise WeChat", "企业微信"))
        .withIcon(ICON)
        .withBindingFields(BINDING)
        .withSourceFields(SOURCE)
        .withUserIdsIgnoringCase()
        .withSignIn(
            SignInAbility.of(Set.of(SignInMethod.BROWSER, SignInMethod.IN_APP, SignInMethod.MOBILE))
                // WeCom's own client says "MicroMessenger" as well, but plain WeChat never says
                // "wxwork".
                .withUserAgentMarkers(Set.of("wxwork"))
                .withMobileConfigFields(List.of(SCHEMA, CORP_ID, AGENT_ID))
                // A number is the person's own only where they hand it over by consent.
                .withVouchedFor(
                    Map.of(
                        SignInMethod.BROWSER, Set.of(ContactField.EMAIL),
                        SignInMethod.IN_APP, Set.of(ContactField.EMAIL, ContactField.PHONE),
                        SignInMethod.MOBILE, Set.of(ContactField.EMAIL))))
        .withDirectory(
            DirectoryAbility.of().withGroups(new Text("Tag", "标签")).withSearchHint(SEARCH_HINT))
        .withWebhooks(WebhookAbility.of(Set.of(CALLBACK_TOKEN, CALLBACK_AES_KEY)))
        .withMessages(MessageAbility.of())
        .withCallsPerMinute(CALLS_PER_MINUTE)
        .withQuotas(ChatCalls.QUOTAS)
        .withSetup(Setup.ITEMS);
  }

  /** Two people in a bubble: our own drawing, not the vendor's mark. */
  private static final String ICON =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 32 32\">"
          + "<path fill=\"#2f6fde\" d=\"M6 3h20a4 4 0 0 1 4 4v13a4 4 0 0 1-4 4H15l-7 6v-6H6a4 4 0 0"
          + " 1-4-4V7a4 4 0 0 1 4-4z\"/>"
          + "<g fill=\"#fff\"><circle cx=\"12\" cy=\"10\" r=\"3\"/><path d=\"M6.5 19a5.5 5.5 0 0 1 11"
          + " 0z\"/><circle cx=\"21\" cy=\"11\" r=\"2.5\"/><path d=\"M19 19a6 6 0 0 0-1.6-4 4.6 4.6 0"
          + " 0 1 8.100 4z\"/></g></svg>";
}
