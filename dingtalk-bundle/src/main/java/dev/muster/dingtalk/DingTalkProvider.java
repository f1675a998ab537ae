package dev.muster.dingtalk;

import dev.muster.spi.ChatProvider;
import dev.muster.spi.CheckReport;
import dev.muster.spi.Connection;
import dev.muster.spi.ConnectionSettings;
import dev.muster.spi.Field;
import dev.muster.spi.PlatformDescriptor;
import dev.muster.spi.ProviderContext;
import dev.muster.spi.Text;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** DingTalk as a platform: it can be bound, and offers no ability in this version. */
@Component(service = ChatProvider.class, property = "muster.platform=" + DingTalkProvider.ID)
public final class DingTalkProvider implements ChatProvider {
  static final String ID = "dingtalk";

  private static final URI CONSOLE = URI.create("https://open-dev.dingtalk.com/");

  /** Printable, without the blank or line break that a careless copy brings along. */
  private static final String KEY = "[\\x21-\\x7e]{1,256}";

  private static final Text CALLBACK_GROUP = new Text("Receiving events", "接收事件");

  private static final Field CORP_ID =
      Field.text(
              "corpId",
              new Text("CorpId", "CorpId"),
              new Text(
                  "DingTalk developer console: home page, below the company's name.",
                  "钉钉开发者后台：首页，企业名称下方的 CorpId。"))
          .foundAt(CONSOLE)
          .matching(KEY);

  private static final Field CLIENT_ID =
      Field.text(
              "clientId",
              new Text("Client ID", "Client ID"),
              new Text(
                  "DingTalk developer console: App Development > your app > Credentials and Basic"
                      + " Information. Formerly AppKey.",
                  "钉钉开发者后台：应用开发 > 应用 > 凭证与基础信息，原 AppKey。"))
          .foundAt(CONSOLE)
          .matching(KEY);

  private static final Field CLIENT_SECRET =
      Field.secret(
              "clientSecret",
              new Text("Client secret", "Client Secret"),
              new Text(
                  "On the same page, below the Client ID. Formerly AppSecret.",
                  "与 Client ID 在同一页面，原 AppSecret。"))
          .foundAt(CONSOLE)
          .matching(KEY);

  private static final List<Field> BINDING =
      List.of(
          CORP_ID.asRequired().asIdentifying(),
          CLIENT_ID.asRequired().asIdentifying(),
          CLIENT_SECRET.asRequired(),
          Field.text(
                  "agentId",
                  new Text("AgentId", "AgentId"),
                  new Text(
                      "On the same page. Needed for work notifications only.",
                      "与 Client ID 在同一页面，仅发送工作通知时需要。"))
              .foundAt(CONSOLE)
              .matching("[0-9]{1,20}"),
          Field.text(
                  "groupTemplateId",
                  new Text("Group template ID", "群模板 ID"),
                  new Text(
                      "DingTalk developer console: Open Capabilities > Scene Groups > Group Templates:"
                          + " a template bound to your app, published.",
                      "钉钉开发者后台：开放能力 > 场景群 > 群模板，需绑定到该应用并发布。"))
              .foundAt(CONSOLE)
              .matching(KEY),
          Field.text(
                  "groupRobotId",
                  new Text("Group robot ID", "群机器人 ID"),
                  new Text(
                      "DingTalk developer console: Open Capabilities > Scene Groups > Robots: the robot"
                          + " of the group template.",
                      "钉钉开发者后台：开放能力 > 场景群 > 机器人，即群模板中的机器人。"))
              .foundAt(CONSOLE)
              .matching(KEY),
          Field.secret(
                  "callbackToken",
                  new Text("Token", "签名 token"),
                  new Text(
                      "DingTalk developer console: App Development > your app > Event Subscription >"
                          + " HTTP push > Token.",
                      "钉钉开发者后台：应用开发 > 应用 > 事件订阅 > HTTP 推送 > 签名 token。"))
              .foundAt(CONSOLE)
              .matching(KEY)
              .under(CALLBACK_GROUP),
          Field.secret(
                  "callbackAesKey",
                  new Text("AES key", "加密 aes_key"),
                  new Text(
                      "On the same page: 43 letters and digits.", "与签名 token 在同一页面，共 43 位字母和数字。"))
              .foundAt(CONSOLE)
              .matching("[0-9A-Za-z]{43}")
              .under(CALLBACK_GROUP));

  private final PlatformDescriptor descriptor =
      new PlatformDescriptor(
          ID,
          new Text("DingTalk", "钉钉"),
          Optional.empty(),
          BINDING,
          List.of(CORP_ID, CLIENT_ID, CLIENT_SECRET),
          Set.of(),
          Set.of("dingtalk"),
          false,
          List.of(),
          List.of(),
          false,
          Set.of(),
          Optional.empty());

  /** Makes the provider; it needs nothing. */
  @Activate
  public DingTalkProvider() {}

  @Override
  public PlatformDescriptor descriptor() {
    return descriptor;
  }

  @Override
  public Connection connect(ConnectionSettings settings, ProviderContext context) {
    return (environment, deadline) -> NOTHING_TO_CHECK;
  }

  private static final CheckReport NOTHING_TO_CHECK =
      new CheckReport(
          List.of(
              CheckReport.Step.failed(
                  "abilities",
                  Optional.empty(),
                  new Text(
                      "This version of the DingTalk provider can do nothing yet, so nothing was tried",
                      "当前版本的钉钉插件尚无任何功能，未进行检测"),
                  new Text(
                      "Install a newer version of the DingTalk provider when there is one. What was"
                          + " entered is kept.",
                      "请在新版本发布后更新钉钉插件，已填写的内容会保留。"),
                  Optional.empty())));
}
