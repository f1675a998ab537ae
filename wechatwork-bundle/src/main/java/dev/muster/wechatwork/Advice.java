package dev.muster.wechatwork;

import dev.muster.spi.Text;
import dev.muster.spi.platform.CheckReport.Step;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.support.Answer;
import dev.muster.support.FaultAdvice;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an administrator does about an error, with the page of the console where it is done. */
final class Advice {
  /** The platform tells the caller's address in its text only; it is shown, never judged by. */
  private static final Pattern FROM_IP = Pattern.compile("from ip: ?([0-9A-Fa-f.:]{3,45})");

  private static final FaultAdvice ON_FAULT =
      new FaultAdvice(
          Descriptors.ID,
          new Text("WeCom", "企业微信"),
          new Text("key", "Secret"),
          new Text("platform.wechatwork.api.url", "platform.wechatwork.api.url"),
          new Text("platform.wechatwork.api.url", "platform.wechatwork.api.url"),
          new Text("Look the code up on WeCom's page.", "请在企业微信错误码页面查询该错误码。"));

  private Advice() {}

  static Step onAppSecret(String id, Answer answer) {
    return switch (answer.refusal().orElse("")) {
      case ErrorCodes.INVALID_SECRET, ErrorCodes.FOREIGN_SECRET ->
          answer.failed(
              id,
              new Text(
                  "WeCom refuses the app secret: it belongs to another company or app, was reset,"
                      + " or the app is disabled",
                  "企业微信拒绝了应用 Secret：它属于其他企业或应用、已被重置，或应用已停用"),
              new Text(
                  "WeCom console: App Management > your self-built app > Secret > View. Enter that"
                      + " value here, or with Modify key where the app is bound already.",
                  "企业微信管理后台：应用管理 > 自建应用 > Secret > 查看。请在此处填入该值；应用已绑定时，请通过“修改密钥”填入。"),
              Console.APPS);
      case ErrorCodes.INVALID_CORP_ID, ErrorCodes.NO_SUCH_COMPANY ->
          answer.failed(
              id,
              new Text("There is no company with this enterprise ID", "企业 ID 不存在"),
              new Text(
                  "WeCom console: My Company > Company Information > Enterprise ID, at the bottom"
                      + " of the page. Delete the binding and create it with that value.",
                  "企业微信管理后台：我的企业 > 企业信息 > 企业 ID（页面底部）。请删除绑定后用该值重新创建。"),
              Console.COMPANY);
      default -> onAnswer(id, answer);
    };
  }

  static Step onAddressBookSecret(String id, Answer answer) {
    return switch (answer.refusal().orElse("")) {
      case ErrorCodes.INVALID_SECRET, ErrorCodes.FOREIGN_SECRET ->
          answer.failed(
              id,
              new Text("WeCom refuses the address book key", "企业微信拒绝了通讯录 Secret"),
              ADDRESS_BOOK_KEY,
              Console.CONTACTS_SYNC);
      default -> onAddressBookAnswer(id, answer);
    };
  }

  static Step onAppSecretInItsPlace(String id) {
    return Step.failed(
        id,
        Optional.empty(),
        new Text("The address book key is the app's secret", "通讯录 Secret 填写成了应用 Secret"),
        ADDRESS_BOOK_KEY,
        Optional.of(Console.CONTACTS_SYNC));
  }

  static Step onAddressBookAnswer(String id, Answer answer) {
    return answer.refusedWith(Set.of(ErrorCodes.ADDRESS_NOT_ALLOWED))
        ? addressNotAllowed(
            id,
            answer,
            "Management Tools > Contacts Sync > Trusted IP",
            "管理工具 > 通讯录同步 > 企业可信 IP",
            Console.CONTACTS_SYNC)
        : onAnswer(id, answer);
  }

  static Step onAnswer(String id, Answer answer) {
    return switch (answer.refusal().orElse("")) {
      case ErrorCodes.ADDRESS_NOT_ALLOWED ->
          addressNotAllowed(
              id,
              answer,
              "App Management > your self-built app > Trusted IP",
              "应用管理 > 自建应用 > 企业可信 IP",
              Console.APPS);
      case ErrorCodes.INVALID_AGENT_ID, ErrorCodes.AGENT_IS_NOT_THE_TOKENS ->
          answer.failed(
              id,
              new Text(
                  "The AgentId is not that of the app whose secret it is",
                  "AgentId 与 Secret 不属于同一应用"),
              new Text(
                  "WeCom console: App Management > your self-built app: take AgentId and Secret"
                      + " from the same page.",
                  "企业微信管理后台：应用管理 > 自建应用，请从同一应用页面获取 AgentId 和 Secret。"),
              Console.APPS);
      case "50003", "60031", "48004", "48006" -> disabled(id, answer);
      default ->
          answer.failure().code() == Code.NOT_PERMITTED
              ? notPermitted(id, answer)
              : onFault(id, answer.failure());
    };
  }

  private static Step notPermitted(String id, Answer answer) {
    return answer.failed(
        id,
        new Text("The app lacks the permission for a call", "应用缺少调用接口的权限"),
        new Text(
            "WeCom console: App Management > your self-built app: enable it and put everybody who"
                + " signs in into its Visible Range. The secret has to be the app's, not that of"
                + " Contacts Sync.",
            "企业微信管理后台：应用管理 > 自建应用，启用该应用，并将所有需要登录的成员加入可见范围。Secret 须为该应用的，而非通讯录同步的。"),
        Console.APPS);
  }

  static Step onTag(String id, Answer answer, String tag) {
    return answer.failed(
        id,
        new Text("The app cannot read the tag " + tag, "应用无法读取标签 " + tag),
        new Text(
            "WeCom console: Contacts > Tags: take the tag's ID from there, and under App Management"
                + " > your self-built app put the tag, or everybody in it, into the Visible Range.",
            "企业微信管理后台：通讯录 > 标签，核对标签 ID；并在应用管理 > 自建应用中将该标签或其全部成员加入可见范围。"),
        Console.APPS);
  }

  static Step onDisabledApp(String id, String name) {
    return Step.failed(
        id,
        Optional.empty(),
        new Text("The app “" + name + "” is disabled", "应用“" + name + "”已停用"),
        ENABLE,
        Optional.of(Console.APPS));
  }

  static Step onHalfOfTheEventKeys(String id) {
    return Step.failed(
        id,
        Optional.empty(),
        new Text(
            "Of Token and EncodingAESKey one is missing, so that every event is refused",
            "Token 和 EncodingAESKey 缺少其一，所有事件都会被拒绝"),
        new Text(
            "WeCom console: App Management > your self-built app > Receive Messages > Set API"
                + " Receiving. Copy both and enter them here, or with Modify key where the app is bound"
                + " already.",
            "企业微信管理后台：应用管理 > 自建应用 > 接收消息 > 设置 API 接收。请在此处填入两者；应用已绑定时，请通过“修改密钥”填入。"),
        Optional.of(Console.APPS));
  }

  /** Not a failure: signing in does without. */
  static Step withoutGroupChats(String id, String code) {
    return Step.passed(
        id,
        new Text(
            "WeCom allows the app no group chats ("
                + code
                + "); signing in does without. They need a self-built app that is visible to the"
                + " whole company: WeCom console, App Management > your self-built app > Visible"
                + " Range.",
            "企业微信不允许该应用使用群聊（"
                + code
                + "），登录不受影响。群聊需要可见范围为全公司的自建应用：企业微信管理后台 > 应用管理 > 自建应用 > 可见范围。"));
  }

  static Step onEmptyRange(String id) {
    return Step.failed(
        id,
        Optional.empty(),
        new Text("The app is visible to nobody", "应用对任何成员都不可见"),
        new Text(
            "WeCom console: App Management > your self-built app > Visible Range: add the company"
                + " or the departments whose people may sign in.",
            "企业微信管理后台：应用管理 > 自建应用 > 可见范围，添加全公司或允许登录的部门。"),
        Optional.of(Console.APPS));
  }

  /** What to do about a fault that is not particular to a step. */
  static Step onFault(String id, ProviderException fault) {
    return ON_FAULT.step(id, fault, aboutCode(fault));
  }

  private static final Text ADDRESS_BOOK_KEY =
      new Text(
          "WeCom console: Management Tools > Contacts Sync > Secret > View. Switch API"
              + " synchronization on there, and enter that value here, or with Modify key where the"
              + " app is bound already.",
          "企业微信管理后台：管理工具 > 通讯录同步 > Secret > 查看。请在该页面开启 API 接口同步，并在此处填入该值；" + "应用已绑定时，请通过“修改密钥”填入。");

  private static final Text ENABLE =
      new Text(
          "WeCom console: App Management > your self-built app: enable it.",
          "企业微信管理后台：应用管理 > 自建应用，启用该应用。");

  private static Step disabled(String id, Answer answer) {
    return answer.failed(
        id,
        new Text("The app is disabled or has lost its permission", "应用已停用或失去权限"),
        ENABLE,
        Console.APPS);
  }

  private static Step addressNotAllowed(
      String id, Answer answer, String page, String pageZh, URI helpUrl) {
    Matcher address = FROM_IP.matcher(answer.text("errmsg").orElse(""));
    boolean known = address.find();
    String en = known ? address.group(1) : "this machine's public address";
    String zh = known ? address.group(1) : "本机的公网地址";
    return answer.failed(
        id,
        new Text("WeCom does not accept calls from " + en, "企业微信不接受来自 " + zh + " 的调用"),
        new Text(
            "WeCom console: " + page + ": add " + en + ". It takes about a minute to apply.",
            "企业微信管理后台：" + pageZh + "，添加 " + zh + "，约一分钟后生效。"),
        helpUrl);
  }

  private static Optional<URI> aboutCode(ProviderException fault) {
    return fault
        .platformCode()
        .filter(code -> code.matches("-?[0-9]{1,9}"))
        .map(Console::aboutError);
  }
}
