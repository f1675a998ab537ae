package dev.muster.lark;

import dev.muster.spi.Text;
import dev.muster.spi.platform.CheckReport.Step;
import dev.muster.spi.platform.ProviderException;
import dev.muster.support.Answer;
import dev.muster.support.FaultAdvice;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an administrator does about an error, with the page of the console where it is done. */
final class Advice {
  private static final Text RELEASE_AGAIN =
      new Text(
          " Then release a new version (Version Management & Release); a change counts once the"
              + " company's administrator has approved it.",
          "然后在“版本管理与发布”中发布新版本，企业管理员审核通过后生效。");

  private final App app;
  private final FaultAdvice onFault;

  Advice(App app) {
    this.app = app;
    this.onFault =
        new FaultAdvice(
            Descriptors.ID,
            new Text("Lark", "飞书"),
            new Text("secret", "App Secret"),
            new Text(
                app.cloud().open() + " (or the setting platform.lark.open.url)",
                app.cloud().open() + "（或 platform.lark.open.url）"),
            new Text("platform.lark.open.url", "platform.lark.open.url"),
            new Text("Look the code up on Lark's page.", "请在飞书错误码页面查询该错误码。"));
  }

  Step onSecret(String id, Answer answer) {
    if (answer.refusedWith(ErrorCodes.ADDRESS_NOT_ALLOWED)) {
      return onAddress(id, answer);
    }
    if (answer.refusedWith(ErrorCodes.APP_NOT_USABLE)) {
      return onUnusable(id, answer.refusal());
    }
    String cloud = app.cloud() == Cloud.FEISHU ? "Feishu (feishu.cn)" : "Lark (larksuite.com)";
    if (answer.refusedWith(ErrorCodes.WRONG_KEY)) {
      return answer.failed(
          id,
          new Text(
              cloud + " refuses the app secret: it is another app's, or was reset",
              cloud + " 拒绝了 App Secret：它属于其他应用或已被重置"),
          new Text(
              "Developer console: your custom app > Credentials & Basic Info > App Secret. Enter"
                  + " that value here, or with Modify key where the app is bound already.",
              "开发者后台：企业自建应用 > 凭证与基础信息 > App Secret。请在此处填入该值；应用已绑定时，请通过“修改密钥”填入。"),
          Console.credentials(app));
    }
    if (answer.refusedWith(ErrorCodes.NO_SUCH_APP)) {
      return answer.failed(
          id,
          new Text(
              "There is no app " + app.appId() + " in " + cloud, cloud + " 中不存在应用 " + app.appId()),
          new Text(
              "Look in the developer console whether the App ID is right and which cloud the app is"
                  + " in: an app of Feishu does not exist in Lark. Delete the binding and create it"
                  + " with the right values.",
              "请在开发者后台核对 App ID 以及应用所在的云：飞书应用在 Lark 中不存在。请删除绑定后用正确的值重新创建。"),
          Console.apps(app.cloud()));
    }
    return onFault(id, answer.failureOfSecret());
  }

  Step onUnusable(String id, Optional<String> platformCode) {
    return Step.failed(
        id,
        platformCode,
        new Text(
            "The app is not released, not installed in the company, or disabled",
            "应用未发布、未在企业内安装或已停用"),
        new Text(
            "Developer console: your custom app > Version Management & Release: release a version,"
                + " and have the company's administrator approve it and enable the app.",
            "开发者后台：企业自建应用 > 版本管理与发布，发布版本，并由企业管理员审核通过、启用应用。"),
        Optional.of(Console.versions(app)));
  }

  Step onAddress(String id, Answer answer) {
    return answer.failed(
        id,
        new Text("Lark does not accept calls from this machine", "飞书不接受来自本机的调用"),
        new Text(
            "Developer console: your custom app > Security Settings > IP Allowlist: add this"
                + " machine's public address (single IPv4 addresses, no ranges), or that of"
                + " platform.lark.proxy.url, or empty the list.",
            "开发者后台：企业自建应用 > 安全设置 > IP 白名单，添加本机的公网地址（仅支持单个 IPv4，不支持网段）"
                + "或 platform.lark.proxy.url 的地址，也可清空白名单。"),
        Console.security(app));
  }

  Step onMissing(String id, List<String> scopes, Optional<String> platformCode) {
    String names = String.join(", ", scopes);
    return Step.failed(
        id,
        platformCode,
        new Text("The app lacks permissions: " + names, "应用缺少权限：" + names),
        after(
            "Developer console: your custom app > Permissions & Scopes > Add permission scopes to"
                + " app (as the app, not as the user): "
                + names
                + ".",
            "开发者后台：企业自建应用 > 权限管理 > 开通权限（应用身份）：" + names + "。"),
        Optional.of(Console.permissions(app)));
  }

  Step onGroup(String id, Optional<String> platformCode, String group) {
    return Step.failed(
        id,
        platformCode,
        new Text("The app sees no user group " + group, "应用看不到用户组 " + group),
        after(
            "Admin console: Organization > User groups: see whether the group is there still, and"
                + " enter the ID of one that is in the identity source's rule. Developer console:"
                + " your custom app > Permissions & Scopes > Data permissions > Range of contacts:"
                + " add the group.",
            "管理后台：组织架构 > 用户组，确认该用户组仍存在，并在身份源的准入规则中填写现有用户组的 ID。开发者后台："
                + "企业自建应用 > 权限管理 > 数据权限 > 通讯录权限范围，加入该用户组。"),
        Optional.of(Console.permissions(app)));
  }

  Step onNoBot(String id, Optional<String> platformCode) {
    return Step.failed(
        id,
        platformCode,
        new Text("The app has no bot that could send messages to people", "应用没有可向成员发送消息的机器人"),
        after(
            "Developer console: your custom app > Add Features > Bot.",
            "开发者后台：企业自建应用 > 添加应用能力 > 机器人。"),
        Optional.of(Console.apps(app.cloud())));
  }

  /** Not a failure: signing in does without. */
  static Step withoutGroupChats(String id, List<String> missing, Optional<String> refused) {
    String why =
        Stream.concat(refused.stream(), missing.stream()).collect(Collectors.joining(", "));
    String all = String.join(", ", Scopes.GROUP_CHATS);
    return Step.passed(
        id,
        new Text(
            "The app opens no group chats ("
                + why
                + "); signing in does without. They take a bot (Add Features > Bot) and, as the"
                + " app, the permissions "
                + all
                + " (Permissions & Scopes), in a version that is released.",
            "应用无法创建群聊（"
                + why
                + "），登录不受影响。群聊需要机器人（添加应用能力 > 机器人）以及应用身份权限 "
                + all
                + "（权限管理），发布新版本后生效。"));
  }

  /** What is lacking besides does not keep chats from being opened. */
  static Step withGroupChats(String id, List<String> missing) {
    String names = String.join(", ", missing);
    return Step.passed(
        id,
        missing.isEmpty()
            ? new Text("The bot may open group chats", "机器人可以创建群聊")
            : new Text(
                "The bot may open group chats, and not read what is written in them, which is lost"
                    + " when a chat is dissolved: the app lacks "
                    + names,
                "机器人可以创建群聊，但无法读取群内消息，群聊解散后消息将丢失：应用缺少权限 " + names));
  }

  Step onEmptyRange(String id) {
    return Step.failed(
        id,
        Optional.empty(),
        new Text("The app sees nobody's contact data", "应用的通讯录权限范围为空"),
        after(
            "Developer console: your custom app > Permissions & Scopes > Data permissions > Range"
                + " of contacts: all members, or the departments whose people may sign in.",
            "开发者后台：企业自建应用 > 权限管理 > 数据权限 > 通讯录权限范围，选择全部成员或允许登录的部门。"),
        Optional.of(Console.permissions(app)));
  }

  Step onHalfOfTheKeys(String id, boolean hasEncryptKey) {
    String missing = hasEncryptKey ? "Verification Token" : "Encrypt Key";
    return Step.failed(
        id,
        Optional.empty(),
        new Text(
            "Events are refused: the " + missing + " is not set", "未填写 " + missing + "，事件将被拒绝"),
        new Text(
            "Developer console: your custom app > Events & Callbacks > Encryption Strategy. Enter"
                + " both values here, or with Modify key where the app is bound already.",
            "开发者后台：企业自建应用 > 事件与回调 > 加密策略。请在此处填入两个值；应用已绑定时，请通过“修改密钥”填入。"),
        Optional.of(Console.events(app)));
  }

  /** What to do about a fault that is not particular to a step. */
  Step onFault(String id, ProviderException fault) {
    return fault.code() == ProviderException.Code.NOT_PERMITTED
        ? Step.failed(
            id,
            fault.platformCode(),
            new Text("The app may not make this call", "应用无权进行该调用"),
            new Text(
                "Developer console: your custom app > Permissions & Scopes: compare with the list"
                    + " in the documentation of this platform.",
                "开发者后台：企业自建应用 > 权限管理，请对照本平台文档中的权限清单。"),
            Optional.of(Console.permissions(app)))
        : onFault.step(id, fault, fault.platformCode().map(code -> Console.errors(app.cloud())));
  }

  private static Text after(String en, String zh) {
    return new Text(en + RELEASE_AGAIN.en(), zh + RELEASE_AGAIN.zhCn());
  }
}
