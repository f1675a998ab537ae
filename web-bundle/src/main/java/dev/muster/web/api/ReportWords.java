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

/** What people call what a war room says of itself. */
final class ReportWords {
  private static final Map<String, Text> KINDS =
      Map.ofEntries(
          Map.entry("opened", new Text("Opened", "创建作战室")),
          Map.entry("changed", new Text("Changed", "修改信息")),
          Map.entry("members-invited", new Text("People invited", "邀请成员")),
          Map.entry("member-removed", new Text("Member removed", "移出成员")),
          Map.entry("duty-changed", new Text("Who is on duty changed", "值班成员变更")),
          Map.entry("duty-unknown", new Text("A rota's source did not answer", "值班表来源无响应")),
          Map.entry("status-changed", new Text("Status changed", "变更状态")),
          Map.entry("message", new Text("Message", "消息")),
          Map.entry("notice", new Text("Notice", "通报")),
          Map.entry("retried", new Text("Tried again", "重试")),
          Map.entry("closed", new Text("Closed", "关闭作战室")),
          Map.entry("farewell", new Text("Farewell", "结束语")),
          Map.entry("close-planned", new Text("Closing planned", "计划关闭")),
          Map.entry("close-called-off", new Text("Closing called off", "取消关闭")),
          Map.entry("reopened", new Text("Opened again", "重新打开作战室")),
          Map.entry("chat-opened", new Text("Chat opened", "群聊已创建")),
          Map.entry("chat-failed", new Text("Chat failed", "群聊出错")),
          Map.entry("chat-closed", new Text("Chat closed", "群聊已关闭")),
          Map.entry("chat-gone", new Text("Chat is gone", "群聊已不存在")),
          Map.entry("chat-renamed", new Text("Chat renamed", "群聊已重命名")),
          Map.entry("chat-owner-changed", new Text("Chat handed over", "群主已变更")),
          Map.entry("chat-owner-kept", new Text("Chat not handed over", "群主未变更")),
          Map.entry("chat-members-changed", new Text("People of the chat changed", "群成员变动")),
          Map.entry("chat-message", new Text("Said in the chat", "群聊消息")));

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
      case OPENING -> new Text("Being opened", "创建中");
      case OPEN -> new Text("Open", "正常");
      case FAILED -> new Text("Failed", "创建失败");
      case CLOSED -> new Text("Closed", "已关闭");
    };
  }

  static Text of(Outcome outcome) {
    return switch (outcome) {
      case JOINED -> new Text("In the chat", "已入群");
      case NOT_FOUND -> new Text("Not found", "未找到");
      case NOT_VISIBLE -> new Text("Not visible to the app", "应用不可见");
      case LEFT_COMPANY -> new Text("Left the company", "已离职");
      case PENDING -> new Text("Pending", "待加入");
      case FAILED -> new Text("Failed", "失败");
      case REMOVED -> new Text("Removed", "已移出");
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
      case KEEP -> new Text("Keep the chats", "保留群聊");
      case ARCHIVE -> new Text("Archive the chats", "归档群聊");
      case DISSOLVE -> new Text("Dissolve the chats", "解散群聊");
    };
  }

  static Text of(Done done) {
    return switch (done) {
      case KEPT -> new Text("Kept as it was", "保持原样");
      case RENAMED -> new Text("Renamed", "已重命名");
      case ARCHIVED -> new Text("Renamed, and nobody can write in it", "已重命名并禁言");
      case MUTED -> new Text("Not renamed, and nobody can write in it", "未改名，已禁言");
      case DISSOLVED -> new Text("Dissolved", "已解散");
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
