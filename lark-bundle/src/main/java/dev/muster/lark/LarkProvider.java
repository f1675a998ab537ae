package dev.muster.lark;

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

/** Lark and Feishu as a platform: it can be bound, and offers no ability in this version. */
@Component(service = ChatProvider.class, property = "muster.platform=" + LarkProvider.ID)
public final class LarkProvider implements ChatProvider {
  static final String ID = "lark";

  private static final URI CONSOLE = URI.create("https://open.feishu.cn/app");

  /** Printable, without the blank or line break that a careless copy brings along. */
  private static final String KEY = "[\\x21-\\x7e]{1,256}";

  private static final Text CALLBACK_GROUP = new Text("Receiving events", "接收事件");

  private static final Field CLOUD =
      Field.choice(
          "cloud",
          new Text("Cloud", "云"),
          new Text(
              "Where the company is: Feishu in mainland China (open.feishu.cn), Lark elsewhere"
                  + " (open.larksuite.com). An app of one does not work in the other.",
              "企业所在的云：中国大陆为飞书（open.feishu.cn），其他地区为 Lark（open.larksuite.com），应用不能跨云使用。"),
          List.of(
              new Field.Choice("feishu", new Text("Feishu", "飞书")),
              new Field.Choice("lark", new Text("Lark", "Lark"))));

  private static final Field APP_ID =
      Field.text(
              "appId",
              new Text("App ID", "App ID"),
              new Text(
                  "Developer console: your custom app > Credentials & Basic Info. It begins with"
                      + " cli_.",
                  "开发者后台：企业自建应用 > 凭证与基础信息，以 cli_ 开头。"))
          .foundAt(CONSOLE)
          .matching(KEY);

  private static final Field APP_SECRET =
      Field.secret(
              "appSecret",
              new Text("App secret", "App Secret"),
              new Text("On the same page, below the App ID.", "与 App ID 在同一页面，位于其下方。"))
          .foundAt(CONSOLE)
          .matching(KEY);

  private static final List<Field> BINDING =
      List.of(
          CLOUD.asRequired().asIdentifying(),
          APP_ID.asRequired().asIdentifying(),
          APP_SECRET.asRequired(),
          Field.secret(
                  "encryptKey",
                  new Text("Encrypt Key", "Encrypt Key"),
                  new Text(
                      "Developer console: your custom app > Events & Callbacks > Encryption Strategy.",
                      "开发者后台：企业自建应用 > 事件与回调 > 加密策略。"))
              .foundAt(CONSOLE)
              .matching(KEY)
              .under(CALLBACK_GROUP),
          Field.secret(
                  "verificationToken",
                  new Text("Verification Token", "Verification Token"),
                  new Text(
                      "On the same page, below the Encrypt Key.", "与 Encrypt Key 在同一页面，位于其下方。"))
              .foundAt(CONSOLE)
              .matching(KEY)
              .under(CALLBACK_GROUP));

  private final PlatformDescriptor descriptor =
      new PlatformDescriptor(
          ID,
          new Text("Lark", "飞书"),
          Optional.empty(),
          BINDING,
          List.of(CLOUD, APP_ID, APP_SECRET),
          Set.of(),
          Set.of("lark", "feishu"),
          false,
          List.of(),
          List.of(),
          false,
          Set.of(),
          Optional.empty());

  /** Makes the provider; it needs nothing. */
  @Activate
  public LarkProvider() {}

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
                      "This version of the Lark provider can do nothing yet, so nothing was tried",
                      "当前版本的飞书插件尚无任何功能，未进行检测"),
                  new Text(
                      "Install a newer version of the Lark provider when there is one. What was"
                          + " entered is kept.",
                      "请在新版本发布后更新飞书插件，已填写的内容会保留。"),
                  Optional.empty())));
}
