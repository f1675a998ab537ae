package dev.muster.web.signin;

import dev.muster.api.SignIns.Fault;
import dev.muster.api.SignIns.Refusal;
import dev.muster.spi.Text;

/** Every text of the pages, in both languages. */
final class Words {
  static final Text SIGN_IN = new Text("Sign in", "登录");
  static final Text SIGN_IN_TO = new Text("Sign in to", "登录到");
  static final Text CHOOSE = new Text("Choose how you want to continue.", "请选择登录方式。");
  static final Text OTHER_WAYS = new Text("Other ways to sign in", "其他登录方式");
  static final Text UNAVAILABLE_NOW = new Text("Not available right now", "暂时不可用");
  static final Text LANGUAGE = new Text("Language", "语言");
  static final Text REFERENCE = new Text("Reference", "参考编号");
  static final Text NO_WAY_TITLE = new Text("There is no way to sign in yet", "尚未开通登录方式");
  static final Text NO_WAY =
      new Text(
          "No sign-in method is set up for this application. Please ask your administrator.",
          "此应用尚未配置可用的登录方式，请联系管理员。");

  static final Text IN_APP_TITLE = new Text("Signing you in…", "正在登录…");
  static final Text IN_APP =
      new Text(
          "This takes a moment. If nothing happens, continue on the sign-in page.",
          "请稍候。如果没有反应，请在登录页面继续。");
  static final Text IN_APP_SKIP = new Text("Continue on the sign-in page", "前往登录页面");

  static final Text BACK = new Text("Back to the application", "返回应用");
  static final Text TRY_AGAIN = new Text("Try again", "重试");
  static final Text CONTINUE = new Text("Continue", "继续");
  static final Text SIGN_IN_ANEW = new Text("Sign in again", "重新登录");

  static final Text REFUSED_TITLE = new Text("You can't sign in here", "无法登录");
  static final Text FAILED_TITLE = new Text("Signing in didn't work", "登录未成功");
  static final Text DECLINED_TITLE = new Text("You did not sign in", "您没有登录");
  static final Text DECLINED =
      new Text("The sign-in was cancelled. Nothing has happened.", "登录已取消，没有进行任何操作。");
  static final Text STATE_TITLE = new Text("This sign-in is no longer valid", "本次登录已失效");
  static final Text STATE =
      new Text(
          "It took too long, was already finished, or began in another browser. Go back to the"
              + " application and start again.",
          "登录超时、已经完成，或是在另一个浏览器中开始的。请返回应用重新登录。");
  static final Text SOURCE_TITLE = new Text("This way to sign in isn't available", "此登录方式不可用");
  static final Text SOURCE =
      new Text(
          "It does not exist, is switched off, or is not meant for this application.",
          "该登录方式不存在、已停用，或不适用于此应用。");
  static final Text REQUEST_TITLE =
      new Text("The application sent an invalid request", "应用发送的请求有误");
  static final Text DUPLICATE =
      new Text(
          "A parameter is given more than once. Please tell whoever runs the application.",
          "请求中有重复的参数。请告知应用的负责人。");
  static final Text CLIENT =
      new Text(
          "The application is not known here. Please tell whoever runs it.",
          "此处没有登记该应用。请告知应用的负责人。");
  static final Text REDIRECT_URI =
      new Text(
          "The application wants its answer sent to an address that is not registered for it."
              + " Please tell whoever runs it.",
          "应用要求返回的地址未登记。请告知应用的负责人。");

  static final Text NOT_FOUND_TITLE = new Text("There is nothing here", "页面不存在");
  static final Text NOT_FOUND =
      new Text("This address does not exist. Check that it is complete.", "找不到该地址，请检查是否完整。");
  static final Text MALFORMED_TITLE = new Text("The request can't be read", "无法处理该请求");
  static final Text MALFORMED =
      new Text("Something in the address is wrong. Go back and start again.", "地址中有错误，请返回后重新开始。");
  static final Text INTERNAL_TITLE = new Text("Something went wrong", "出现了问题");
  static final Text INTERNAL =
      new Text(
          "This is our fault. Please try again. If it keeps happening, give your administrator the"
              + " reference below.",
          "这是我们的问题，请重试。若仍然出现，请将下方参考编号告知管理员。");
  static final Text BUSY_TITLE = new Text("Just a moment", "请稍候");
  static final Text BUSY =
      new Text(
          "The service can't answer right now. Please try again in a few seconds.",
          "服务暂时无法响应，请几秒后重试。");
  static final Text TOO_MANY_TITLE = new Text("Too many failed sign-ins", "登录失败次数过多");
  static final Text TOO_MANY =
      new Text(
          "Too many sign-ins from your network failed. Please wait a minute, then go back to the"
              + " application and start again.",
          "来自您所在网络的登录失败次数过多。请等待一分钟，然后返回应用重新登录。");
  static final Text CSRF_TITLE = new Text("Please try that again", "请再操作一次");
  static final Text CSRF =
      new Text(
          "We could not be sure that this came from this page. Nothing has changed.",
          "无法确认操作来自本页面，未作任何更改。");

  static final Text SIGNED_IN_AS = new Text("Signed in as", "当前登录");
  static final Text ACCOUNT = new Text("Your account", "我的账号");
  static final Text USERNAME = new Text("User name", "用户名");
  static final Text EMAIL = new Text("E-mail", "邮箱");
  static final Text PHONE = new Text("Phone", "手机");
  static final Text SINCE = new Text("Signed in", "登录时间");
  static final Text BY = new Text("Signed in with", "登录方式");
  static final Text SIGN_OUT = new Text("Sign out", "退出登录");

  private static final Text ASK_ADMINISTRATOR =
      new Text("Ask your administrator for access.", "请联系管理员开通权限。");

  private Words() {}

  /** Why somebody may not come in. */
  static Text why(Refusal reason) {
    return switch (reason) {
      case NOT_A_MEMBER -> new Text("This account is not a member of the company.", "该账号不是本企业的成员。");
      case FOREIGN_COMPANY -> new Text("This account belongs to another company.", "该账号属于其他企业。");
      case EXTERNAL_CONTACT ->
          new Text(
              "This account is an external contact, and only members of the company may sign in.",
              "该账号是外部联系人，只有企业成员可以登录。");
      case LEFT_COMPANY ->
          new Text("This account is no longer active in the company.", "该账号在企业中已停用或已离职。");
      case NOT_IN_RANGE -> new Text("The company's app is not open to you.", "您不在企业应用的可见范围内。");
      case USER_DISABLED -> new Text("Your account is disabled.", "您的账号已被停用。");
      case NO_ACCOUNT -> new Text("There is no account for you yet.", "您还没有账号。");
      case AMBIGUOUS_ACCOUNT ->
          new Text(
              "More than one account matches, so we cannot tell which one is yours.",
              "有多个账号与您匹配，无法确定哪一个是您的。");
      case ACCOUNT_TAKEN ->
          new Text("The matching account is already linked to somebody else.", "匹配的账号已与其他人关联。");
      case SOURCE_DISABLED -> new Text("This way to sign in was switched off.", "该登录方式已停用。");
      case POLICY ->
          new Text("A rule of your company does not allow you to sign in.", "企业的登录规则不允许您登录。");
    };
  }

  /** What somebody who may not come in can do. */
  static Text what(Refusal reason) {
    return switch (reason) {
      case NOT_A_MEMBER, FOREIGN_COMPANY, EXTERNAL_CONTACT ->
          new Text("Sign in with the account that your company gave you.", "请使用企业为您开通的账号登录。");
      case LEFT_COMPANY, USER_DISABLED ->
          new Text("If that is wrong, ask your administrator to enable it.", "如有疑问，请联系管理员启用。");
      case NOT_IN_RANGE ->
          new Text(
              "Ask your administrator to add you to the app's visible range.",
              "请联系管理员将您加入应用的可见范围。");
      case NO_ACCOUNT -> ASK_ADMINISTRATOR;
      case AMBIGUOUS_ACCOUNT, ACCOUNT_TAKEN ->
          new Text("Ask your administrator to put that right.", "请联系管理员处理。");
      case SOURCE_DISABLED -> new Text("Go back and choose another one.", "请返回并选择其他登录方式。");
      case POLICY -> new Text("If that is wrong, ask your administrator.", "如有疑问，请联系管理员。");
    };
  }

  /** In what way a platform could not do its part. */
  static Text why(Fault fault) {
    return switch (fault) {
      case ABSENT ->
          new Text(
              "This way to sign in is being updated. Please try again in a moment.",
              "该登录方式正在更新，请稍后重试。");
      case CREDENTIAL, CONFIGURATION ->
          new Text(
              "The platform refuses the company's set-up. An administrator has to change it: please"
                  + " give them the reference below.",
              "平台拒绝了企业的配置，需要管理员修改。请将下方参考编号告知管理员。");
      case THROTTLED ->
          new Text("The platform is very busy. Please try again in a minute.", "平台繁忙，请一分钟后重试。");
      case UNAVAILABLE ->
          new Text("The platform did not answer as it should. Please try again.", "平台没有正常响应，请重试。");
    };
  }
}
