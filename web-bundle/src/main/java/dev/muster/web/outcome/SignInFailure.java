package dev.muster.web.outcome;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.openid.connect.sdk.OIDCError;
import dev.muster.api.SignIns.Fault;
import dev.muster.api.SignIns.Refusal;
import dev.muster.spi.Text;
import java.util.List;
import java.util.Optional;

/**
 * Every way in which a sign-in ends without anybody signed in, what a person reads about it and
 * what a client receives. Refusals, and they alone, are recorded in the audit log, by the core.
 */
// texts, lists and errors of the library are immutable, but not marked so
@SuppressWarnings("ImmutableEnumChecker")
public enum SignInFailure {
  /** See {@link Refusal#NOT_A_MEMBER}. */
  NOT_A_MEMBER(
      Kind.REFUSED,
      new Text("This account is not a member of the company.", "该账号不是本企业的成员。"),
      Optional.of(Advice.OWN_ACCOUNT),
      "Not a member of the company"),
  /** See {@link Refusal#FOREIGN_COMPANY}. */
  FOREIGN_COMPANY(
      Kind.REFUSED,
      new Text("This account belongs to another company.", "该账号属于其他企业。"),
      Optional.of(Advice.OWN_ACCOUNT),
      "A member of another company"),
  /** See {@link Refusal#EXTERNAL_CONTACT}. */
  EXTERNAL_CONTACT(
      Kind.REFUSED,
      new Text(
          "This account is an external contact, and only members of the company may sign in.",
          "该账号是外部联系人，只有企业成员可以登录。"),
      Optional.of(Advice.OWN_ACCOUNT),
      "An external contact"),
  /** See {@link Refusal#LEFT_COMPANY}. */
  LEFT_COMPANY(
      Kind.REFUSED,
      new Text("This account is no longer active in the company.", "该账号在企业中已停用或已离职。"),
      Optional.of(Advice.ASK_TO_ENABLE),
      "No longer with the company"),
  /** See {@link Refusal#NOT_IN_RANGE}. */
  NOT_IN_RANGE(
      Kind.REFUSED,
      new Text("The company's app is not open to you.", "您不在企业应用的可见范围内。"),
      Optional.of(
          new Text(
              "Ask your administrator to add you to the app's visible range.",
              "请联系管理员将您加入应用的可见范围。")),
      "The app is not open to this person"),
  /** See {@link Refusal#NOT_ADMITTED}. */
  NOT_ADMITTED(
      Kind.REFUSED,
      new Text("Your department or group may not sign in here.", "您所在的部门或分组不允许在此登录。"),
      Optional.of(
          new Text(
              "If you need access, ask your administrator to admit it.", "如需登录，请联系管理员允许该部门或分组登录。")),
      "The person's department or group is not admitted"),
  /** See {@link Refusal#USER_DISABLED}. */
  USER_DISABLED(
      Kind.REFUSED,
      new Text("Your account is disabled.", "您的账号已被停用。"),
      Optional.of(Advice.ASK_TO_ENABLE),
      "The account is disabled"),
  /** See {@link Refusal#NO_ACCOUNT}. */
  NO_ACCOUNT(
      Kind.REFUSED,
      new Text("There is no account for you yet.", "您还没有账号。"),
      Optional.of(Advice.ASK_FOR_ACCESS),
      "The person has no account"),
  /** See {@link Refusal#AMBIGUOUS_ACCOUNT}. */
  AMBIGUOUS_ACCOUNT(
      Kind.REFUSED,
      new Text(
          "More than one account matches, so we cannot tell which one is yours.",
          "有多个账号与您匹配，无法确定哪一个是您的。"),
      Optional.of(Advice.ASK_TO_FIX),
      "More than one account matches"),
  /** See {@link Refusal#ACCOUNT_TAKEN}. */
  ACCOUNT_TAKEN(
      Kind.REFUSED,
      new Text("The matching account is already linked to somebody else.", "匹配的账号已与其他人关联。"),
      Optional.of(Advice.ASK_TO_FIX),
      "The matching account is already linked to somebody else"),
  /** The source is unknown, was disabled, or is not for this client. */
  SOURCE_DISABLED(
      Kind.SOURCE,
      new Text(
          "It does not exist, is switched off, or is not meant for this application.",
          "该登录方式不存在、已停用，或不适用于此应用。"),
      Optional.empty(),
      "The identity source is disabled"),
  /** See {@link Refusal#POLICY}. */
  POLICY(
      Kind.REFUSED,
      new Text("A rule of your company does not allow you to sign in.", "企业的登录规则不允许您登录。"),
      Optional.of(new Text("If that is wrong, ask your administrator.", "如有疑问，请联系管理员。")),
      "A policy of the company does not allow it"),
  /** See {@link Fault#ABSENT}. */
  ABSENT(
      Kind.ABSENT,
      new Text(
          "This way to sign in is being updated. Please try again in a moment.",
          "该登录方式正在更新，请稍后重试。"),
      Optional.empty(),
      "The platform is not available at the moment"),
  /** See {@link Fault#CREDENTIAL}. */
  CREDENTIAL(
      Kind.SET_UP,
      Advice.GIVE_THE_REFERENCE,
      Optional.empty(),
      "The platform refuses the company's set-up; an administrator has to change it"),
  /** See {@link Fault#CONFIGURATION}. */
  CONFIGURATION(
      Kind.SET_UP,
      Advice.GIVE_THE_REFERENCE,
      Optional.empty(),
      "The platform refuses the company's set-up; an administrator has to change it"),
  /** See {@link Fault#THROTTLED}. */
  THROTTLED(
      Kind.PLATFORM,
      new Text("The platform is very busy. Please try again in a minute.", "平台繁忙，请一分钟后重试。"),
      Optional.empty(),
      "The platform does not answer as it should; try again"),
  /** See {@link Fault#UNAVAILABLE}. */
  UNAVAILABLE(
      Kind.PLATFORM,
      new Text("The platform did not answer as it should. Please try again.", "平台没有正常响应，请重试。"),
      Optional.empty(),
      "The platform does not answer as it should; try again"),
  /** See {@link Refusal#PASSWORD_CHANGE}. */
  PASSWORD_CHANGE(
      Kind.PASSWORD,
      new Text("You have to choose a new password first.", "您需要先设置新密码。"),
      Optional.of(
          new Text(
              "Sign in with your password in a browser; you choose the new one there.",
              "请在浏览器中使用密码登录，并在那里设置新密码。")),
      "The person has to choose another password, in a browser"),
  /** The state or the code was used before, has expired, or is none. */
  INVALID(
      Kind.INVALID,
      new Text(
          "It took too long, was already finished, or began in another browser. Go back to the"
              + " application and start again.",
          "登录超时、已经完成，或是在另一个浏览器中开始的。请返回应用重新登录。"),
      Optional.empty(),
      "The code or the identity source is invalid"),
  /** The person has to do something first that there is no page for. */
  INTERACTION_REQUIRED(
      Kind.INTERACTION,
      new Text(
          "There is one more thing to do before you can sign in, and it cannot be done here.",
          "登录前还需完成一个步骤，但无法在此处进行。"),
      Optional.of(Advice.ASK_FOR_ACCESS),
      "The person has to do something before they are signed in");

  private final Kind kind;
  private final Text why;
  private final Optional<Text> what;
  private final String description;

  SignInFailure(Kind kind, Text why, Optional<Text> what, String description) {
    this.kind = kind;
    this.why = why;
    this.what = what;
    this.description = description;
  }

  /**
   * Sentences that several rows share; a constant of an enum cannot name its own class's fields.
   */
  private static final class Advice {
    static final Text OWN_ACCOUNT =
        new Text("Sign in with the account that your company gave you.", "请使用企业为您开通的账号登录。");
    static final Text ASK_TO_ENABLE =
        new Text("If that is wrong, ask your administrator to enable it.", "如有疑问，请联系管理员启用。");
    static final Text ASK_FOR_ACCESS =
        new Text("Ask your administrator for access.", "请联系管理员开通权限。");
    static final Text ASK_TO_FIX =
        new Text("Ask your administrator to put that right.", "请联系管理员处理。");
    static final Text GIVE_THE_REFERENCE =
        new Text(
            "The platform refuses the company's set-up. An administrator has to change it: please"
                + " give them the reference below.",
            "平台拒绝了企业的配置，需要管理员修改。请将下方参考编号告知管理员。");

    private Advice() {}
  }

  /** Where a button of a page leads. */
  public enum Button {
    /** Back to the client, with the error; where there is a client. */
    BACK,
    /** To the page with all sources, where there is one. */
    OTHER_WAYS,
    /** The same where there is more than the source that does not work. */
    OTHER_SOURCES,
    /** To the same source, because it may work now. */
    TRY_AGAIN,
    /** To the same source, for a sign-in from the beginning. */
    SIGN_IN_AGAIN
  }

  /** What failures of one kind have in common. */
  @SuppressWarnings("ImmutableEnumChecker")
  public enum Kind {
    /** The person may not sign in. */
    REFUSED(
        403,
        new Text("You can't sign in here", "无法登录"),
        List.of(Button.BACK, Button.OTHER_WAYS),
        400,
        OAuth2Error.ACCESS_DENIED),
    /** The source is not there for them. */
    SOURCE(
        404,
        new Text("This way to sign in isn't available", "此登录方式不可用"),
        List.of(Button.OTHER_WAYS, Button.BACK),
        400,
        OAuth2Error.ACCESS_DENIED),
    /** The platform refuses what an administrator has set up: trying again is of no use. */
    SET_UP(
        502,
        new Text("Signing in didn't work", "登录未成功"),
        List.of(Button.OTHER_SOURCES, Button.BACK),
        502,
        OAuth2Error.SERVER_ERROR),
    /** The platform does not answer as it should. */
    PLATFORM(
        502,
        new Text("Signing in didn't work", "登录未成功"),
        List.of(Button.TRY_AGAIN, Button.OTHER_SOURCES, Button.BACK),
        502,
        OAuth2Error.TEMPORARILY_UNAVAILABLE),
    /** The platform's bundle is not there, most likely because it is being replaced. */
    ABSENT(
        503,
        new Text("Signing in didn't work", "登录未成功"),
        List.of(Button.TRY_AGAIN, Button.OTHER_SOURCES, Button.BACK),
        503,
        OAuth2Error.TEMPORARILY_UNAVAILABLE),
    /** The password has to be changed first. */
    PASSWORD(
        403,
        new Text("You can't sign in here", "无法登录"),
        List.of(Button.BACK, Button.OTHER_WAYS),
        400,
        new ErrorObject("password_change_required")),
    /** What came back is worth nothing. */
    INVALID(
        400,
        new Text("This sign-in is no longer valid", "本次登录已失效"),
        List.of(Button.SIGN_IN_AGAIN, Button.OTHER_SOURCES),
        400,
        OAuth2Error.INVALID_GRANT),
    /** Something has to be done first. */
    INTERACTION(
        403,
        new Text("You can't sign in here", "无法登录"),
        List.of(Button.BACK, Button.OTHER_WAYS),
        400,
        OIDCError.INTERACTION_REQUIRED);

    private final int pageStatus;
    private final Text title;
    private final List<Button> buttons;
    private final int tokenStatus;
    private final ErrorObject error;

    Kind(int pageStatus, Text title, List<Button> buttons, int tokenStatus, ErrorObject error) {
      this.pageStatus = pageStatus;
      this.title = title;
      this.buttons = buttons;
      this.tokenStatus = tokenStatus;
      this.error = error;
    }

    /**
     * The page's HTTP status.
     *
     * @return 400 to 503
     */
    public int pageStatus() {
      return pageStatus;
    }

    /**
     * The page's title.
     *
     * @return what did not work
     */
    public Text title() {
      return title;
    }

    /**
     * The page's buttons.
     *
     * @return the likeliest first
     */
    public List<Button> buttons() {
      return buttons;
    }

    /**
     * The token endpoint's HTTP status.
     *
     * @return 400 to 503
     */
    public int tokenStatus() {
      return tokenStatus;
    }

    /**
     * The error that a client receives.
     *
     * @return an error of OAuth's or OpenID Connect's, without a description
     */
    public ErrorObject error() {
      return error;
    }

    /**
     * When to come again.
     *
     * @return seconds, where that is known
     */
    public Optional<Integer> retryAfter() {
      return this == ABSENT ? Optional.of(5) : Optional.empty();
    }

    /**
     * Whether an administrator has to look, and needs the request's reference for it.
     *
     * @return true where the client receives the reference
     */
    boolean reference() {
      return this == SET_UP;
    }
  }

  /**
   * What it has in common with others.
   *
   * @return its kind
   */
  public Kind kind() {
    return kind;
  }

  /**
   * Why, for the person.
   *
   * @return a sentence or two
   */
  public Text why() {
    return why;
  }

  /**
   * What the person can do about it.
   *
   * @return a sentence, where it does not stand in {@link #why} already
   */
  public Optional<Text> what() {
    return what;
  }

  /** Why, for the client's developer. */
  String description() {
    return description;
  }

  /**
   * The row of a refusal.
   *
   * @param refusal why
   * @return the row
   */
  public static SignInFailure of(Refusal refusal) {
    return switch (refusal) {
      case NOT_A_MEMBER -> NOT_A_MEMBER;
      case FOREIGN_COMPANY -> FOREIGN_COMPANY;
      case EXTERNAL_CONTACT -> EXTERNAL_CONTACT;
      case LEFT_COMPANY -> LEFT_COMPANY;
      case NOT_IN_RANGE -> NOT_IN_RANGE;
      case NOT_ADMITTED -> NOT_ADMITTED;
      case USER_DISABLED -> USER_DISABLED;
      case NO_ACCOUNT -> NO_ACCOUNT;
      case AMBIGUOUS_ACCOUNT -> AMBIGUOUS_ACCOUNT;
      case ACCOUNT_TAKEN -> ACCOUNT_TAKEN;
      case PASSWORD_CHANGE -> PASSWORD_CHANGE;
      case SOURCE_DISABLED -> SOURCE_DISABLED;
      case POLICY -> POLICY;
    };
  }

  /**
   * The row of a fault.
   *
   * @param fault in what way
   * @return the row
   */
  public static SignInFailure of(Fault fault) {
    return switch (fault) {
      case ABSENT -> ABSENT;
      case CREDENTIAL -> CREDENTIAL;
      case CONFIGURATION -> CONFIGURATION;
      case THROTTLED -> THROTTLED;
      case UNAVAILABLE -> UNAVAILABLE;
    };
  }
}
