package dev.muster.core.warroom;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.warroom.WarRoom.Problem;
import dev.muster.spi.Text;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A platform did not do what it was asked. */
final class Fault extends Exception {
  private static final long serialVersionUID = 1L;

  /** What is wrong for a while. */
  private static final Set<String> PASSING =
      Set.of(
          "throttled",
          "unavailable",
          "timeout",
          "token-invalid",
          "credential-blocked",
          Fault.SLOW_PEOPLE);

  static final String SLOW_PEOPLE = "address-book-slow";
  static final String UNKNOWN_OPENING = "opening-unknown";
  static final String TOO_FEW = "too-few-people";
  static final String GONE = "chat-gone";

  private final boolean retryable;
  private final boolean unknown;
  private final boolean gone;
  private final boolean rejected;
  private final transient Problem problem;

  private Fault(
      Problem problem, boolean retryable, boolean unknown, boolean gone, boolean rejected) {
    super(problem.code() + " " + problem.platformCode().orElse(""), null, false, false);
    this.problem = problem;
    this.retryable = retryable;
    this.unknown = unknown;
    this.gone = gone;
    this.rejected = rejected;
  }

  static Fault of(ProviderException e) {
    String code = e.code().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return new Fault(
        new Problem(code, text(e.code()), e.platformCode()),
        e.code().retryable(),
        e.code() == Code.TIMEOUT || e.code() == Code.UNEXPECTED_ANSWER,
        e.code() == Code.NOT_FOUND,
        e.code() == Code.REJECTED);
  }

  static Fault of(ProblemException e) {
    boolean passes =
        e.code() == ProblemCode.PLATFORM_UNAVAILABLE || e.code() == ProblemCode.UNAVAILABLE;
    return new Fault(
        new Problem(e.code().id(), e.detail(), Optional.empty()), passes, false, false, false);
  }

  /** One that only a change of the set-up fixes. */
  static Fault lasting(String code, Text message) {
    return new Fault(new Problem(code, message, Optional.empty()), false, false, false, false);
  }

  /** One that is tried again. */
  static Fault passing(String code, Text message) {
    return new Fault(new Problem(code, message, Optional.empty()), true, false, false, false);
  }

  /** The platform may have done it. */
  static Fault unanswered() {
    return new Fault(
        new Problem(
            "timeout",
            new Text("The platform did not answer in time.", "平台未及时响应。"),
            Optional.empty()),
        true,
        true,
        false,
        false);
  }

  /** Whether the same may succeed later. */
  boolean retryable() {
    return retryable;
  }

  /** Whether it may have been done all the same. */
  boolean unknown() {
    return unknown;
  }

  /** Whether the chat does not stand any more. */
  boolean gone() {
    return gone;
  }

  /** Whether the platform refused a value. */
  boolean rejected() {
    return rejected;
  }

  Problem problem() {
    return problem;
  }

  /** Whether a problem is over as soon as something succeeds. */
  static boolean passes(Problem problem) {
    return PASSING.contains(problem.code()) || problem.code().equals("platform-unavailable");
  }

  static Problem chatGone() {
    return new Problem(
        GONE,
        new Text(
            "The chat was dissolved at the platform, or the app was removed from it. Try again to"
                + " open another one.",
            "群聊已在平台上解散，或应用已被移出群聊。可重试以重新建群。"),
        Optional.empty());
  }

  private static Text text(Code code) {
    return switch (code) {
      case CREDENTIAL_REFUSED ->
          new Text(
              "The platform refuses the app's secret. Change the key of the mobile app.",
              "平台拒绝了应用的密钥，请修改移动应用的密钥。");
      case CREDENTIAL_BLOCKED ->
          new Text(
              "The app's secret was refused too often and is left alone for a while.",
              "应用的密钥多次被拒，暂停使用片刻。");
      case TOKEN_INVALID -> new Text("The platform did not take our token.", "平台未接受访问凭证。");
      case ADDRESS_NOT_ALLOWED ->
          new Text(
              "Our address is not on the platform's list. Check the mobile app.",
              "本服务的 IP 不在平台的可信列表中，请检查移动应用。");
      case NOT_PERMITTED ->
          new Text(
              "The app lacks a permission or a visible range. Check the mobile app.",
              "应用缺少权限或可见范围，请检查移动应用。");
      case THROTTLED -> new Text("The platform limits our calls.", "平台限制了调用频率。");
      case UNAVAILABLE -> new Text("The platform is not reachable.", "平台暂时无法访问。");
      case TIMEOUT -> new Text("The platform did not answer in time.", "平台未及时响应。");
      case UNEXPECTED_ANSWER -> new Text("The platform's answer was not understood.", "无法识别平台的响应。");
      case REJECTED -> new Text("The platform refused it.", "平台拒绝了该请求。");
      case NOT_FOUND -> new Text("The platform has no such chat.", "平台上没有该群聊。");
    };
  }
}
