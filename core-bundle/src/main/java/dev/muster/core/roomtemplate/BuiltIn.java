package dev.muster.core.roomtemplate;

import dev.muster.api.warroom.NoticeKind;
import dev.muster.api.warroom.WarRoomTemplate.Language;
import dev.muster.api.warroom.WarRoomTemplate.Placeholder;
import dev.muster.api.warroom.WarRoomTemplates.Texts;
import dev.muster.core.roomtemplate.Templates.Values;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The words of a language: the built-in template, and how values are put.
 *
 * @param closed what stands before the title of a room's chats once it is closed
 * @param openAgain says that it is open again
 * @param closesAt says that it is to be closed; a time stands for {@code %s}
 * @param staysOpen says that it is not to be closed any more
 * @param alerts what is said of a room's alerts
 */
record BuiltIn(
    String displayName,
    Texts texts,
    String separator,
    Map<String, String> statuses,
    String closed,
    String openAgain,
    String closesAt,
    String staysOpen,
    Alerts alerts,
    Map<Placeholder, String> sample) {
  /**
   * What is said of a room's alerts.
   *
   * @param resolved that all are resolved
   * @param fireAgain that they fire again
   * @param moreSevere that a later one is more severe; a severity stands for {@code %s}
   */
  record Alerts(String resolved, String fireAgain, String moreSevere) {}

  private static final String TITLE = "[{{severity}}] {{title}}";

  private static final BuiltIn ENGLISH =
      new BuiltIn(
          "Built-in template",
          new Texts(
              TITLE,
              """
              **{{severity}} {{title}}**

              {{summary}}

              Applications: {{applications}}

              Regions: {{regions}}

              Owner: {{owner}}

              Recorder: {{recorder}}

              {{link}}\
              """,
              notices(BuiltIn::english)),
          ", ",
          Map.of(
              "started", "started",
              "diagnosing", "being diagnosed",
              "recovered", "recovered",
              "closed", "closed"),
          "[closed] ",
          "This war room is open again.",
          "This war room will be closed at %s (UTC).",
          "This war room stays open: closing it was called off.",
          new Alerts(
              "All alerts are resolved.",
              "The alerts fire again.",
              "A later alert is more severe: %s."),
          sample(
              "Checkout is down",
              "Orders fail since 09:12.",
              "started",
              "The payment service is being restarted."));

  private static final BuiltIn CHINESE =
      new BuiltIn(
          "内置模板",
          new Texts(
              TITLE,
              """
              **{{severity}} {{title}}**

              {{summary}}

              影响应用：{{applications}}

              影响区域：{{regions}}

              负责人：{{owner}}

              记录人：{{recorder}}

              {{link}}\
              """,
              notices(BuiltIn::chinese)),
          "、",
          Map.of(
              "started", "已启动",
              "diagnosing", "定位中",
              "recovered", "已恢复",
              "closed", "已关闭"),
          "[已关闭] ",
          "本作战室已重新打开。",
          "本作战室将于 %s（UTC）关闭。",
          "已取消关闭，本作战室将继续开放。",
          new Alerts("所有告警均已恢复。", "告警再次触发。", "后续告警级别更高：%s。"),
          sample("结算服务不可用", "09:12 起下单失败。", "已启动", "正在重启支付服务。"));

  static BuiltIn in(Language language) {
    return switch (language) {
      case ENGLISH -> ENGLISH;
      case CHINESE -> CHINESE;
    };
  }

  private static Map<NoticeKind, String> notices(Function<NoticeKind, String> heading) {
    return Arrays.stream(NoticeKind.values())
        .collect(
            Collectors.toMap(
                kind -> kind,
                kind -> "**" + heading.apply(kind) + " · {{severity}} {{title}}**\n\n{{text}}"));
  }

  private static String english(NoticeKind kind) {
    return switch (kind) {
      case FIRST -> "New problem";
      case PROGRESS -> "Progress";
      case UPGRADE -> "More severe";
      case DOWNGRADE -> "Less severe";
      case RECOVERY -> "Recovered";
      case CORRECTION -> "Correction";
      case CANCEL -> "Cancelled";
    };
  }

  private static String chinese(NoticeKind kind) {
    return switch (kind) {
      case FIRST -> "首次通报";
      case PROGRESS -> "进展通报";
      case UPGRADE -> "级别上调通报";
      case DOWNGRADE -> "级别下调通报";
      case RECOVERY -> "恢复通报";
      case CORRECTION -> "更正通报";
      case CANCEL -> "取消通报";
    };
  }

  private static Map<Placeholder, String> sample(
      String title, String summary, String status, String text) {
    return Map.of(
        Placeholder.TITLE, title,
        Placeholder.SEVERITY, "P1",
        Placeholder.SUMMARY, summary,
        Placeholder.APPLICATIONS, "shop",
        Placeholder.REGIONS, "cn-north",
        Placeholder.OWNER, "li@corp.example",
        Placeholder.RECORDER, "wang@corp.example",
        Placeholder.STATUS, status,
        Placeholder.LINK, "https://muster.example/console/t/default/war-rooms/1",
        Placeholder.TEXT, text);
  }

  /** A room's values in this language. */
  Map<Placeholder, String> of(Values values) {
    Map<Placeholder, String> all = new EnumMap<>(Placeholder.class);
    all.put(Placeholder.TITLE, values.title());
    all.put(Placeholder.SEVERITY, values.severity().name());
    all.put(Placeholder.SUMMARY, values.summary().orElse(""));
    all.put(Placeholder.APPLICATIONS, String.join(separator, values.applications()));
    all.put(Placeholder.REGIONS, String.join(separator, values.regions()));
    all.put(Placeholder.OWNER, values.owner().orElse(""));
    all.put(Placeholder.RECORDER, values.recorder().orElse(""));
    all.put(Placeholder.STATUS, statuses.getOrDefault(values.status(), values.status()));
    all.put(Placeholder.LINK, values.link());
    all.put(Placeholder.TEXT, values.text().orElse(""));
    return all;
  }
}
