package dev.muster.core.reconcile;

import dev.muster.api.ProblemException;
import dev.muster.api.Reconciliations.Problem;
import dev.muster.core.platform.connection.Checks;
import dev.muster.core.reconcile.AddressBook.Unread;
import dev.muster.spi.Text;
import dev.muster.spi.platform.CheckReport.Capability;
import dev.muster.spi.platform.CheckReport.Step;
import dev.muster.spi.platform.ProviderException.Code;
import java.util.Locale;
import java.util.Optional;

/** Says why a run failed, and what to do: the check of the source names what is missing. */
final class Problems {
  /** Of a run that came to no end, although no call of the platform failed. */
  static final String STOPPED = "stopped";

  /** Of one that came to no end after it had applied some of what it found. */
  static final String STOPPED_HALF_WAY = "stopped-half-way";

  static final String TOO_LARGE = "too-large";
  static final String COMPANY_UNKNOWN = "company-unknown";
  static final String NO_ADDRESS_BOOK = "no-address-book";
  static final String SOURCE_DELETED = "source-deleted";
  static final String SOURCE_CHANGED = "source-changed";

  private final Checks checks;

  Problems(Checks checks) {
    this.checks = checks;
  }

  static String code(Code code) {
    return code.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The problem of a part that could not be read; asks the platform once more, for the check. */
  Problem of(String tenant, String source, Unread fault) {
    Optional<Step> wrong = wrongStep(tenant, source);
    return new Problem(
        fault.part().id(),
        fault.department(),
        fault.code(),
        message(fault.code()),
        wrong.flatMap(Step::fix),
        wrong.flatMap(Step::helpUrl));
  }

  /** A problem that no check could explain. */
  static Problem of(String code) {
    return new Problem(
        AddressBook.Part.CONNECTION.id(),
        Optional.empty(),
        code,
        message(code),
        Optional.empty(),
        Optional.empty());
  }

  /** The same of a run that has applied some of what it found. */
  static Problem halfWay(Problem why) {
    Text cause = why.message();
    return new Problem(
        why.part(),
        why.department(),
        STOPPED_HALF_WAY,
        new Text(
            "Some of the differences were applied, the others not. " + cause.en(),
            "部分差异已应用，其余未应用。" + cause.zhCn()),
        why.fix(),
        why.helpUrl());
  }

  /** What is wrong of what decides whether the address book can be read, and of nothing else. */
  private Optional<Step> wrongStep(String tenant, String source) {
    try {
      return checks.ofAddressBook(tenant, source).steps().stream()
          .filter(step -> !step.ok() && step.decides().contains(Capability.DIRECTORY))
          .findFirst();
    } catch (ProblemException e) {
      return Optional.empty();
    }
  }

  private static Text message(String code) {
    return switch (code) {
      case "not-permitted" ->
          new Text("The app may not read this part of the address book.", "应用没有读取通讯录这一部分的权限。");
      case "credential-refused", "credential-blocked", "token-invalid" ->
          new Text("The platform refuses the app's credentials.", "平台拒绝了应用的凭证。");
      case "address-not-allowed" ->
          new Text(
              "The platform does not allow calls from this server's address.", "平台不允许从本服务器的地址调用。");
      case "throttled" ->
          new Text(
              "The platform limits how fast the address book is read. Try again later.",
              "平台限制了读取通讯录的频率，请稍后重试。");
      case "unavailable", "timeout" ->
          new Text("The platform did not answer. Try again later.", "平台没有响应，请稍后重试。");
      case "not-found" ->
          new Text(
              "A department was removed while the address book was read. Try again.",
              "读取通讯录期间有部门被删除，请重试。");
      case NO_ADDRESS_BOOK ->
          new Text("The app gives no access to an address book.", "该应用无法访问通讯录。");
      case COMPANY_UNKNOWN ->
          new Text(
              "The platform's plugin does not say whose address book it is. Update the plugin.",
              "平台插件未说明通讯录属于哪家企业，请更新插件。");
      case "platform-unavailable" ->
          new Text("The platform's plugin is not available at the moment.", "平台插件暂时不可用。");
      case SOURCE_DELETED -> new Text("The identity source was deleted.", "身份源已被删除。");
      case SOURCE_CHANGED ->
          new Text(
              "The identity source was bound to another app meanwhile. Begin another run.",
              "身份源已改为绑定其他应用，请重新比对。");
      case TOO_LARGE ->
          new Text(
              "The address book has more people or departments than can be reconciled.",
              "通讯录中的成员或部门数量超出可比对的上限。");
      case STOPPED ->
          new Text(
              "It came to no end in time, or its background task was deleted. Try again.",
              "未能在规定时间内完成，或后台任务已被删除，请重试。");
      default ->
          new Text(
              "The platform gave an unexpected answer; the log has the cause.",
              "平台返回了意外的结果，原因见日志。");
    };
  }
}
