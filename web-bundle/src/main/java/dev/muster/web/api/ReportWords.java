package dev.muster.web.api;

import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.WarRoom.ChatState;
import dev.muster.api.warroom.WarRoom.Done;
import dev.muster.api.warroom.WarRoom.Outcome;
import dev.muster.api.warroom.WarRoom.Policy;
import dev.muster.api.warroom.WarRoom.Role;
import dev.muster.api.warroom.WarRoom.Status;
import dev.muster.spi.Text;
import java.time.Duration;
import java.util.Map;

/** What people call what a war room says of itself, in reports as in the console. */
final class ReportWords {
  private static final Map<String, Text> KINDS =
      Map.ofEntries(
          Map.entry("opened", new Text("The war room was opened", "作战室已创建")),
          Map.entry("changed", new Text("Details were changed", "信息已修改")),
          Map.entry("members-invited", new Text("People were invited", "邀请了成员")),
          Map.entry("member-removed", new Text("Somebody was removed", "移除了成员")),
          Map.entry("duty-changed", new Text("Who is on duty has changed", "值班成员已变更")),
          Map.entry("duty-unknown", new Text("The source of a rota does not answer", "值班来源无响应")),
          Map.entry("status-changed", new Text("The status was changed", "状态已变更")),
          Map.entry("message", new Text("Message", "消息")),
          Map.entry("message-not-sent", new Text("A message did not arrive", "消息未送达")),
          Map.entry("notice", new Text("Notice", "通报")),
          Map.entry("retried", new Text("What failed is tried again", "已重试失败项")),
          Map.entry("closed", new Text("The war room was closed", "作战室已关闭")),
          Map.entry("farewell", new Text("Farewell", "结束语")),
          Map.entry("close-planned", new Text("The war room is to be closed", "作战室计划关闭")),
          Map.entry(
              "close-called-off", new Text("Closing the war room was called off", "已取消关闭作战室")),
          Map.entry("reopened", new Text("The war room was reopened", "作战室已重新打开")),
          Map.entry("chat-opened", new Text("The group chat was opened", "群聊已创建")),
          Map.entry("chat-failed", new Text("The group chat has a problem", "群聊出现问题")),
          Map.entry("chat-closed", new Text("What became of the group chat", "群聊的处理结果")),
          Map.entry("chat-gone", new Text("The group chat does not exist any more", "群聊已不存在")),
          Map.entry("chat-renamed", new Text("The group chat was renamed", "群名称已修改")),
          Map.entry("chat-owner-changed", new Text("The group chat has another owner", "群主已变更")),
          Map.entry(
              "chat-owner-kept", new Text("The group chat could not be handed over", "未能变更群主")),
          Map.entry("chat-members-changed", new Text("People joined or left", "成员变动")),
          Map.entry("chat-message", new Text("Written in the chat", "群内消息")));

  private static final Map<String, Text> PROBLEMS =
      Map.ofEntries(
          Map.entry(
              "credential-refused",
              new Text("the platform refuses the secret of the app", "平台拒绝了应用的密钥")),
          Map.entry(
              "credential-blocked",
              new Text("the secret of the app was refused too often", "应用密钥多次被拒，已暂停使用")),
          Map.entry(
              "token-invalid", new Text("the platform did not take the access token", "平台未接受访问凭证")),
          Map.entry(
              "address-not-allowed",
              new Text("the IP address is not on the list of the platform", "IP 不在平台的可信列表中")),
          Map.entry(
              "not-permitted",
              new Text("the app lacks a permission or a visible range", "应用缺少权限或可见范围")),
          Map.entry(
              "too-late",
              new Text("the chat could not be written to for some minutes", "数分钟内无法写入群聊")),
          Map.entry(
              "delivery-unknown",
              new Text("the platform did not say whether it took the message", "平台未说明是否已接收消息")),
          Map.entry("throttled", new Text("the platform limits the calls", "平台限制了调用频率")),
          Map.entry("unavailable", new Text("the platform is not reachable", "平台暂时无法访问")),
          Map.entry(
              "platform-unavailable",
              new Text("the plugin of the platform does not run", "平台的插件未运行")),
          Map.entry("timeout", new Text("the platform did not answer in time", "平台未及时响应")),
          Map.entry(
              "unexpected-answer",
              new Text("the answer of the platform was not understood", "无法识别平台的响应")),
          Map.entry("rejected", new Text("the platform refused it", "平台拒绝了该请求")),
          Map.entry("not-found", new Text("the platform has no such chat", "平台上没有该群聊")),
          Map.entry(
              "not-bound", new Text("no mobile app of the platform is bound", "尚未绑定该平台的移动应用")),
          Map.entry(
              "no-address-book",
              new Text("the plugin of the platform has no address book", "平台的插件不提供通讯录")),
          Map.entry(
              "no-group-chats", new Text("the bound app cannot open group chats", "已绑定的应用无法创建群聊")),
          Map.entry("too-few-people", new Text("too few people for a group chat", "成员人数不足，无法创建群聊")),
          Map.entry(
              "too-large",
              new Text("a department has too many people or departments", "部门的成员或下级部门过多")),
          Map.entry(
              "address-book-slow", new Text("the address book answers too slowly", "通讯录响应过慢")),
          Map.entry(
              "opening-unknown",
              new Text("nobody knows whether the group chat was opened", "无法确认群聊是否已创建")),
          Map.entry(
              "chat-gone",
              new Text(
                  "the group chat was dissolved, or the app was removed from it",
                  "群聊已解散，或应用已被移出群聊")),
          Map.entry(
              "not-supported",
              new Text(
                  "the platform does not allow a group chat to have another owner", "平台不支持变更群主")),
          Map.entry("not-joined", new Text("the owner has not joined the group chat", "负责人尚未入群")));

  private ReportWords() {}

  static Text of(Status status) {
    return switch (status) {
      case STARTED -> new Text("Started", "已启动");
      case DIAGNOSING -> new Text("Diagnosing", "定位中");
      case RECOVERED -> new Text("Recovered", "已恢复");
      case CLOSED -> new Text("Closed", "已关闭");
    };
  }

  static Text of(ChatState state) {
    return switch (state) {
      case OPENING -> new Text("Opening", "创建中");
      case OPEN -> new Text("Open", "已创建");
      case FAILED -> new Text("Failed", "失败");
      case CLOSED -> new Text("Closed", "已关闭");
    };
  }

  static Text of(Outcome outcome) {
    return switch (outcome) {
      case JOINED -> new Text("Joined", "已入群");
      case NOT_FOUND -> new Text("Not found", "未找到");
      case NOT_VISIBLE -> new Text("Not visible to the app", "不在应用可见范围内");
      case LEFT_COMPANY -> new Text("Left the company", "已离职");
      case PENDING -> new Text("Pending", "等待中");
      case FAILED -> new Text("Failed", "失败");
      case REMOVED -> new Text("Removed", "已移除");
    };
  }

  static Text of(Role role) {
    return switch (role) {
      case OWNER -> new Text("Owner", "负责人");
      case RECORDER -> new Text("Recorder", "记录人");
      case MEMBER -> new Text("Member", "成员");
    };
  }

  static Text of(Policy policy) {
    return switch (policy) {
      case KEEP -> new Text("Keep", "保留");
      case ARCHIVE -> new Text("Archive", "归档");
      case DISSOLVE -> new Text("Dissolve", "解散");
    };
  }

  static Text of(Done done) {
    return switch (done) {
      case KEPT -> new Text("Stays as it was", "保持不变");
      case RENAMED -> new Text("Was renamed", "已修改群名称");
      case ARCHIVED ->
          new Text("Was renamed, and nobody but its owner can write", "已修改群名称，并只允许群主发言");
      case MUTED ->
          new Text("Could not be renamed; nobody but its owner can write", "未能修改群名称，只允许群主发言");
      case DISSOLVED -> new Text("Was dissolved", "已解散");
    };
  }

  /** By what somebody was invited. */
  static Text of(PersonRef ref) {
    if (ref instanceof PersonRef.OurUser it) {
      return new Text("user " + it.id(), "用户 " + it.id());
    }
    if (ref instanceof PersonRef.Email it) {
      return Text.english(it.address());
    }
    if (ref instanceof PersonRef.Mobile it) {
      return Text.english(it.number());
    }
    if (ref instanceof PersonRef.PlatformUser it) {
      return Text.english(it.platform() + " " + it.userId());
    }
    PersonRef.Department it = (PersonRef.Department) ref;
    return new Text(
        it.platform() + " department " + it.department(), it.platform() + " 部门 " + it.department());
  }

  /** A kind of entry; one that came later by its own name. */
  static Text ofKind(String kind) {
    return KINDS.getOrDefault(kind, Text.english(kind));
  }

  /** What did not work with a chat; one that came later by its code. */
  static Text ofProblem(String code) {
    return PROBLEMS.getOrDefault(code, Text.english(code));
  }

  /** How long something took. */
  static Text of(Duration length) {
    StringBuilder en = new StringBuilder();
    StringBuilder zhCn = new StringBuilder();
    add(length.toDays(), " d", " 天", en, zhCn);
    add(length.toHoursPart(), " h", " 小时", en, zhCn);
    add(length.toMinutesPart(), " min", " 分", en, zhCn);
    if (en.isEmpty() || length.toSecondsPart() > 0) {
      en.append(en.isEmpty() ? "" : " ").append(length.toSecondsPart()).append(" s");
      zhCn.append(zhCn.isEmpty() ? "" : " ").append(length.toSecondsPart()).append(" 秒");
    }
    return new Text(en.toString(), zhCn.toString());
  }

  private static void add(
      long count, String unitEn, String unitZhCn, StringBuilder en, StringBuilder zhCn) {
    if (count > 0) {
      en.append(en.isEmpty() ? "" : " ").append(count).append(unitEn);
      zhCn.append(zhCn.isEmpty() ? "" : " ").append(count).append(unitZhCn);
    }
  }
}
