package dev.muster.dingtalk;

import dev.muster.spi.Text;
import dev.muster.spi.platform.CheckReport.Step;
import dev.muster.spi.platform.ProviderException;
import dev.muster.support.Answer;
import dev.muster.support.FaultAdvice;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an administrator does about an error, with the page of the console where it is done. */
final class Advice {
  private static final Text SETTINGS =
      new Text(
          "platform.dingtalk.api.url and platform.dingtalk.oapi.url",
          "platform.dingtalk.api.url 和 platform.dingtalk.oapi.url");

  private static final FaultAdvice ON_FAULT =
      new FaultAdvice(
          Descriptors.ID,
          new Text("DingTalk", "钉钉"),
          new Text("key", "Secret"),
          SETTINGS,
          SETTINGS,
          new Text("Look the code up on open.dingtalk.com.", "请在 open.dingtalk.com 查询该错误码。"));

  private static final Text WAIT =
      new Text(
          "Check again in five minutes: that is how long DingTalk turns an address away that"
              + " called too often. If it stays so, does a proxy answer in DingTalk's place"
              + " with a page of its own?",
          "请五分钟后再次检查：调用过于频繁的地址会被钉钉限制五分钟。如仍失败，请确认没有代理代替钉钉返回网页。");

  private Advice() {}

  static Step onSecret(String id, Answer answer) {
    ProviderException fault = answer.failureOfSecret();
    if (fault.code() != ProviderException.Code.CREDENTIAL_REFUSED) {
      return onAnswer(id, answer, fault);
    }
    return answer.failed(
        id,
        new Text(
            "DingTalk refuses the client secret: it belongs to another app, or was reset",
            "钉钉拒绝了 Client Secret：它属于其他应用，或已被重置"),
        new Text(
            "DingTalk developer console: App Development > your app > Credentials and Basic"
                + " Information. Copy the Client Secret and enter it here, or with Modify key where the"
                + " app is bound already.",
            "钉钉开发者后台：应用开发 > 应用 > 凭证与基础信息。请在此处填入 Client Secret；应用已绑定时，请通过“修改密钥”填入。"),
        Console.APPS);
  }

  static Step onCompany(String id, Answer answer, String corpId) {
    ProviderException fault = answer.failureOfSecret();
    return switch (fault.code()) {
      case THROTTLED, ADDRESS_NOT_ALLOWED -> onAnswer(id, answer, fault);
      default ->
          answer.failed(
              id,
              new Text("The app is not one of the company " + corpId, "该应用不属于企业 " + corpId),
              new Text(
                  "DingTalk developer console: the CorpId stands on the home page, below the"
                      + " company's name. Delete the binding and create it with that value.",
                  "钉钉开发者后台：CorpId 在首页企业名称下方。请删除绑定后用该值重新创建。"),
              Console.HOME);
    };
  }

  static Step onCall(String id, Answer answer, Permission needed) {
    ProviderException fault = answer.failure();
    return fault.code() == ProviderException.Code.NOT_PERMITTED
        ? notPermitted(id, answer, needed)
        : onAnswer(id, answer, fault);
  }

  private static Step notPermitted(String id, Answer answer, Permission needed) {
    List<String> told = Answers.requiredScopes(answer);
    String scopes = told.isEmpty() ? needed.code() : String.join(", ", told);
    return answer.failed(
        id,
        new Text(
            "The app lacks the permission " + scopes + " (" + needed.purpose().en() + ")",
            "应用缺少权限 " + scopes + "（" + needed.purpose().zhCn() + "）"),
        new Text(
            "DingTalk developer console: App Development > your app > Permission Management: search"
                + (" for " + scopes + " and apply for it, then publish a new version of the app."),
            "钉钉开发者后台：应用开发 > 应用 > 权限管理，搜索 " + scopes + " 并申请，然后发布应用新版本。"),
        Console.APPS);
  }

  static Step onRole(String id, Optional<String> platformCode, String role) {
    return Step.failed(
        id,
        platformCode,
        new Text("There is no role " + role, "角色 " + role + " 不存在"),
        new Text(
            "DingTalk admin console: Contacts > Roles: see whether it is there still, and enter the"
                + " number of one that is in the identity source's rule. The number of a role is in"
                + " the answer of topapi/role/list.",
            "钉钉管理后台：通讯录 > 角色管理，确认该角色仍存在，并在身份源的准入规则中填写现有角色的 ID（可通过接口" + " topapi/role/list 查询）。"),
        Optional.of(Console.APPS));
  }

  static Step onMessages(String id, Answer answer) {
    return answer.refusedWith(ErrorCodes.NO_ROBOT)
        ? answer.failed(
            id,
            new Text("The app has no robot that could send messages to people", "应用没有可向成员发送消息的机器人"),
            new Text(
                "DingTalk developer console: App Development > your app > Add Capabilities > Robot:"
                    + " switch it on, then publish a new version of the app.",
                "钉钉开发者后台：应用开发 > 应用 > 添加应用能力 > 机器人，开启机器人配置，然后发布应用新版本。"),
            Console.APPS)
        : onCall(id, answer, Permission.ROBOT);
  }

  static Step onMissingForGroupChats(String id, Set<String> fields) {
    boolean template = fields.contains(Descriptors.GROUP_TEMPLATE_ID);
    return Step.failed(
        id,
        Optional.empty(),
        template
            ? new Text("Group chats lack the group template ID", "群聊缺少群模板 ID")
            : new Text("Group chats lack the group robot ID", "群聊缺少群机器人 ID"),
        new Text(
            "DingTalk developer console: Open Capabilities > Scene Groups > "
                + (template ? "Group Templates" : "Robots")
                + ". Enter the ID here, or with Edit where the app is bound already.",
            "钉钉开发者后台：开放能力 > 场景群 > " + (template ? "群模板" : "机器人") + "。请在此处填入 ID；应用已绑定时，请通过“编辑”填入。"),
        Optional.of(template ? Console.GROUP_TEMPLATES : Console.GROUP_ROBOTS));
  }

  static Step onGroupChats(String id, Answer answer) {
    if (answer.refusedWith(ErrorCodes.NO_TEMPLATE)) {
      return answer.failed(
          id,
          new Text("The app may not use the group template, or there is none", "群模板不存在，或应用无权使用"),
          new Text(
              "DingTalk developer console: Open Capabilities > Scene Groups > Group Templates: the"
                  + " template has to be bound to this app, published, and open to the company."
                  + " Compare its ID with the one entered here.",
              "钉钉开发者后台：开放能力 > 场景群 > 群模板，模板须绑定到该应用、已发布并对本企业开放。请核对此处填写的群模板 ID。"),
          Console.GROUP_TEMPLATES);
    }
    if (answer.refusedWith(ErrorCodes.NO_GROUP_ROBOT)) {
      return answer.failed(
          id,
          new Text("There is no such group robot, or it is off", "群机器人不存在或已停用"),
          new Text(
              "DingTalk developer console: Open Capabilities > Scene Groups > Robots: the robot of"
                  + " the group template has to be approved and on. Compare its ID with the one"
                  + " entered here: it is not the client ID.",
              "钉钉开发者后台：开放能力 > 场景群 > 机器人，群模板中的机器人须已通过审核并启用。请核对此处填写的群机器人 ID（不是 Client ID）。"),
          Console.GROUP_ROBOTS);
    }
    return answer.refusedWith(ErrorCodes.NO_ROBOT)
        ? onMessages(id, answer)
        : onCall(id, answer, Permission.GROUP_CHATS);
  }

  /** What to do about an answer that is not particular to a step. */
  static Step onAnswer(String id, Answer answer, ProviderException fault) {
    if (fault.code() != ProviderException.Code.ADDRESS_NOT_ALLOWED) {
      return onFault(id, fault);
    }
    String en = Answers.ourAddress(answer).orElse("this machine's public address");
    String zh = Answers.ourAddress(answer).orElse("本机的公网地址");
    return answer.failed(
        id,
        new Text("DingTalk does not accept calls from " + en, "钉钉不接受来自 " + zh + " 的调用"),
        new Text(
            "DingTalk developer console: App Development > your app > Security Settings > Server"
                + (" egress IP: add " + en + "."),
            "钉钉开发者后台：应用开发 > 应用 > 安全设置 > 服务器出口 IP，添加 " + zh + "。"),
        Console.APPS);
  }

  static Step onEmptyRange(String id) {
    return Step.failed(
        id,
        Optional.empty(),
        new Text("The app may see nobody", "应用看不到任何成员"),
        new Text(
            "DingTalk developer console: App Development > your app > Permission Management >"
                + " address book range, and Version Management > visible range: choose the company"
                + " or the departments whose people may sign in, then publish a new version.",
            "钉钉开发者后台：应用开发 > 应用 > 权限管理 > 通讯录权限范围，以及版本管理 > 可见范围，选择全公司或允许登录的部门，然后发布新版本。"),
        Optional.of(Console.APPS));
  }

  static Step onHalfOfTheEventKeys(String id, boolean hasToken) {
    String missing = hasToken ? "aes_key" : "token";
    return Step.failed(
        id,
        Optional.empty(),
        new Text(
            "Events are refused: of the two keys, the " + missing + " is missing",
            "拒绝接收事件：两个密钥中缺少 " + missing),
        new Text(
            "DingTalk developer console: App Development > your app > Event Subscription > HTTP"
                + (" push. Enter the "
                    + missing
                    + " here, or with Modify key where the app is bound")
                + " already.",
            "钉钉开发者后台：应用开发 > 应用 > 事件订阅 > HTTP 推送。请在此处填入 " + missing + "；应用已绑定时，请通过“修改密钥”填入。"),
        Optional.of(Console.APPS));
  }

  /** What to do about a fault that is not particular to a step. */
  static Step onFault(String id, ProviderException fault) {
    if (fault.platformCode().filter(ErrorCodes.MONTH_USED_UP::contains).isPresent()) {
      return Step.failed(
          id,
          fault.platformCode(),
          new Text("The company's calls of this month are used up", "本企业本月的接口调用量已用尽"),
          new Text(
              "DingTalk developer console: see the usage of API calls, and buy more there; or wait"
                  + " for the next month. Signing in and the address book cost none.",
              "钉钉开发者后台：查看 API 调用量，并购买增量包；或等待下个月。登录和通讯录不占用调用量。"),
          Optional.of(Console.HOME));
    }
    return fault.code() == ProviderException.Code.THROTTLED
        ? Step.failed(
            id, fault.platformCode(), ON_FAULT.message(fault.code()), WAIT, Optional.empty())
        : ON_FAULT.step(id, fault, Optional.empty());
  }
}
