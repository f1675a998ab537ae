package dev.muster.web.api;

import dev.muster.api.warroom.NoticeKind;
import dev.muster.api.warroom.WarRoom.Done;
import dev.muster.api.warroom.WarRoom.Member;
import dev.muster.api.warroom.WarRoom.Policy;
import dev.muster.api.warroom.WarRoom.Status;
import dev.muster.spi.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What people call the details of an entry of a timeline.
 *
 * @param members who was invited
 * @param names what platforms are called
 */
record ReportDetail(List<Member> members, ReportNames names) {
  private static final String POLICY_OF = "policy.";

  ReportDetail {
    members = List.copyOf(members);
  }

  /**
   * A detail in words, one that came later as it is; empty if it says nothing.
   *
   * @param all those of the entry
   */
  Optional<Text> of(String name, Map<String, String> all) {
    String value = all.getOrDefault(name, "");
    if (name.startsWith(POLICY_OF)) {
      Text platform = names.platform(name.substring(POLICY_OF.length()));
      Text policy = policy(value);
      return Optional.of(
          new Text(platform.en() + ": " + policy.en(), platform.zhCn() + "：" + policy.zhCn()));
    }
    return switch (name) {
      case "joined" -> count(value, " joined", " 人加入");
      case "left" -> count(value, " left", " 人离开");
      case "count" -> count(value, value.equals("1") ? " person" : " people", " 人");
      case "farewell" ->
          Optional.of(
              value.equals("sent")
                  ? new Text("farewell sent", "结束语已发送")
                  : new Text("farewell not sent", "结束语未发送"));
      case "kind" ->
          Optional.of(
              found(NoticeKind.values(), value)
                  .map(ReportDetail::notice)
                  .orElseGet(() -> Text.english(value)));
      case "status" ->
          Optional.of(
              found(Status.values(), value)
                  .map(ReportWords::of)
                  .orElseGet(() -> Text.english(value)));
      case "done" ->
          Optional.of(
              found(Done.values(), value)
                  .map(ReportWords::of)
                  .orElseGet(() -> Text.english(value)));
      case "policy" -> Optional.of(policy(value));
      case "member" -> Optional.of(member(value, all.get("name")));
      case "owner" -> now("owner", "负责人", value, id -> member(id, all.get("ownerName")));
      case "recorder" -> now("recorder", "记录人", value, id -> member(id, all.get("recorderName")));
      case "name", "ownerName", "recorderName" -> Optional.empty();
      case "title" -> now("title", "标题", value, Text::english);
      case "severity" -> now("severity", "级别", value, Text::english);
      case "summary" -> now("summary", "概要", value, Text::english);
      case "applications" -> now("applications", "应用", value, Text::english);
      case "regions" -> now("regions", "区域", value, Text::english);
      case "problem" -> {
        Text problem = ReportWords.ofProblem(value);
        yield Optional.of(new Text("Problem: " + problem.en(), "问题：" + problem.zhCn()));
      }
      case "history" ->
          Optional.of(
              value.equals("lost")
                  ? new Text("what was written in it is lost", "聊天记录已丢失")
                  : Text.english(value));
      case "rota" -> Optional.of(new Text("Rota: " + value, "值班表：" + value));
      case "source" -> Optional.of(new Text("Source: " + value, "来源：" + value));
      case "at" -> Optional.of(Text.english(ReportText.time(value)));
      case "since" ->
          Optional.of(
              new Text("Since: " + ReportText.time(value), "开始于：" + ReportText.time(value)));
      case "answeredAt" ->
          Optional.of(
              new Text("Last answer: " + ReportText.time(value), "上次响应：" + ReportText.time(value)));
      // the table of the chats has it
      case "chat" -> Optional.empty();
      default -> Optional.of(Text.english(name + ": " + value));
    };
  }

  private static Optional<Text> count(String value, String en, String zhCn) {
    return value.equals("0") ? Optional.empty() : Optional.of(new Text(value + en, value + zhCn));
  }

  private static Text policy(String value) {
    return found(Policy.values(), value).map(ReportWords::of).orElseGet(() -> Text.english(value));
  }

  private static <E extends Enum<E>> Optional<E> found(E[] values, String word) {
    return Stream.of(values).filter(it -> WarRoomView.word(it).equals(word)).findFirst();
  }

  /** What a field is now; blank where there is nothing in it any more. */
  private static Optional<Text> now(
      String en, String zhCn, String value, Function<String, Text> shown) {
    Text now = value.isEmpty() ? new Text("none", "无") : shown.apply(value);
    return Optional.of(new Text(en + ": " + now.en(), zhCn + "：" + now.zhCn()));
  }

  /** A member; one who is in no list any more by the name that the entry has. */
  private Text member(String id, @Nullable String name) {
    return members.stream()
        .filter(it -> it.id().equals(id))
        .findFirst()
        .map(it -> it.name().map(Text::english).orElseGet(() -> ReportWords.of(it.ref())))
        .orElseGet(() -> Text.english(name == null ? id : name));
  }

  static Text notice(NoticeKind kind) {
    return switch (kind) {
      case FIRST -> new Text("First notice", "首次通报");
      case PROGRESS -> new Text("Progress notice", "进展通报");
      case UPGRADE -> new Text("Notice: more severe than first thought", "级别上调通报");
      case DOWNGRADE -> new Text("Notice: less severe than first thought", "级别下调通报");
      case RECOVERY -> new Text("Notice of recovery", "恢复通报");
      case CORRECTION -> new Text("Correction", "更正通报");
      case CANCEL -> new Text("Notice: there is no problem", "取消通报");
    };
  }
}
