package dev.muster.sandbox.demo;

import dev.muster.api.Caller;
import dev.muster.api.SignIns.Refusal;
import dev.muster.api.Statistics;
import dev.muster.api.Statistics.Past;
import dev.muster.api.User.Profile;
import dev.muster.api.Users;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;

/**
 * People of the demo's company and the month behind them, so that the console has something to
 * show: the same with every new demo.
 */
final class DemoLife {
  static final Duration MONTH = Duration.ofDays(30);

  private static final long SEED = 20_261_129;
  private static final ZoneId COMPANY = ZoneId.of("Asia/Shanghai");

  /** How busy the hours of a working day are, from midnight on. */
  private static final int[] HOURS = {
    0, 0, 0, 0, 0, 0, 1, 3, 9, 12, 7, 5, 4, 8, 7, 5, 4, 4, 3, 2, 2, 1, 1, 0
  };

  private static final int WEEKEND_DIVISOR = 6;

  private static final List<String> NAMES =
      List.of(
          """
          张伟 zhang.wei, 王芳 wang.fang, 李娜 li.na, 刘洋 liu.yang, 陈静 chen.jing, 杨磊 yang.lei,
          赵敏 zhao.min, 黄强 huang.qiang, 周杰 zhou.jie, 吴婷 wu.ting, 徐鹏 xu.peng, 孙丽 sun.li,
          马超 ma.chao, 朱琳 zhu.lin, 胡军 hu.jun, 郭涛 guo.tao, 何欣 he.xin, 林峰 lin.feng, 高翔 gao.xiang,
          罗曼 luo.man, 梁辰 liang.chen, 宋佳 song.jia, 郑凯 zheng.kai, 谢宇 xie.yu, 韩雪 han.xue,
          唐毅 tang.yi, 冯薇 feng.wei, 董明 dong.ming, 程璐 cheng.lu, 曹阳 cao.yang, 欧阳倩 ouyang.qian,
          诸葛瑞 zhuge.rui, Aisha Rahman, Daniel Okafor, Emma Lindqvist, Hiroshi Tanaka,
          Ingrid Sørensen, José Álvarez, Kim Min-jun, Lucas Moreau, Nguyễn Thị Lan,
          Priya Natarajan, Tomasz Wójcik, Zoë Brandt
          """
              .strip()
              .split(",\\s+"));

  private static final Set<String> DISABLED = Set.of("liang.chen", "lucas.moreau");
  private static final List<Refusal> REFUSALS =
      List.of(
          Refusal.LEFT_COMPANY,
          Refusal.LEFT_COMPANY,
          Refusal.LEFT_COMPANY,
          Refusal.NOT_IN_RANGE,
          Refusal.NOT_IN_RANGE,
          Refusal.FOREIGN_COMPANY,
          Refusal.USER_DISABLED);

  private final Users users;
  private final Statistics statistics;

  DemoLife(Users users, Statistics statistics) {
    this.users = users;
    this.statistics = statistics;
  }

  /**
   * Adds the people and their sign-ins.
   *
   * @param tenant the tenant's id
   * @param sources platforms by the sources that are there, the most used first
   * @param now when the month ends
   */
  void begin(String tenant, List<Map.Entry<String, String>> sources, Instant now) {
    List<String> people = new ArrayList<>();
    for (int number = 0; number < NAMES.size(); number++) {
      people.add(create(tenant, profile(number)));
    }
    statistics.add(tenant, past(sources, people, now));
  }

  private String create(String tenant, Profile profile) {
    String id = users.create(Caller.SYSTEM, tenant, profile, Optional.empty()).value().id();
    if (DISABLED.contains(profile.username())) {
      users.setActive(Caller.SYSTEM, tenant, id, false, Optional.empty(), OptionalLong.empty());
    }
    return id;
  }

  /** Chinese names come with their spelling; others are written as they are said. */
  static Profile profile(int number) {
    String name = NAMES.get(number);
    boolean chinese = name.charAt(0) > '\u2e80';
    String username =
        chinese ? name.substring(name.indexOf(' ') + 1) : plain(name).replace(' ', '.');
    String phone = String.format(Locale.ROOT, "+86138000%05d", 10_000 + number * 37);
    return Profile.builder(username)
        .displayName(Optional.of(chinese ? name.substring(0, name.indexOf(' ')) : name))
        .email(Optional.of(username + "@sandbox.example"), number % 5 != 0)
        .phone(Optional.of(phone).filter(it -> number % 3 != 0), number % 2 == 0 && number % 3 != 0)
        .externalId(Optional.of("E" + (1001 + number)))
        .locale(Optional.of(chinese ? "zh-CN" : "en"))
        .build();
  }

  /** In the letters that go into an address. */
  private static String plain(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFD)
        .replaceAll("\\p{M}", "")
        .replace('ø', 'o')
        .toLowerCase(Locale.ROOT);
  }

  /** The same for the same now: nothing of it is at random but by the seed. */
  static List<Past> past(
      List<Map.Entry<String, String>> sources, List<String> people, Instant now) {
    Random random = new Random(SEED);
    List<Past> past = new ArrayList<>();
    Instant end = now.truncatedTo(ChronoUnit.HOURS);
    for (Instant at = end.minus(MONTH); at.isBefore(end); at = at.plus(1, ChronoUnit.HOURS)) {
      ZonedDateTime local = at.atZone(COMPANY);
      boolean weekend = local.getDayOfWeek().getValue() > 5;
      int busy = HOURS[local.getHour()] / (weekend ? WEEKEND_DIVISOR : 1);
      for (int i = 0; i < sources.size(); i++) {
        int many = busy == 0 ? 0 : random.nextInt(busy * 2) / (i + 1);
        boolean outage = i == 1 && isOutage(at, end, local);
        past.add(
            new Past(
                at,
                sources.get(i).getValue(),
                sources.get(i).getKey(),
                outage ? Set.of() : some(people, many, random),
                refused(many, random),
                outage ? 9 : 0));
      }
    }
    return past;
  }

  /** Two hours of a morning nine days ago, in which the second platform did not answer. */
  private static boolean isOutage(Instant at, Instant end, ZonedDateTime local) {
    long days = ChronoUnit.DAYS.between(local.toLocalDate(), end.atZone(COMPANY).toLocalDate());
    return days == 9 && (local.getHour() == 9 || local.getHour() == 10) && at.isBefore(end);
  }

  private static Set<String> some(List<String> people, int many, Random random) {
    Set<String> chosen = new HashSet<>();
    for (int i = 0; i < many; i++) {
      chosen.add(people.get(random.nextInt(people.size())));
    }
    return chosen;
  }

  private static Map<Refusal, Long> refused(int many, Random random) {
    return many > 2 && random.nextInt(6) == 0
        ? Map.of(REFUSALS.get(random.nextInt(REFUSALS.size())), 1L)
        : Map.of();
  }
}
