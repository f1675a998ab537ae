package dev.muster.web.signin;

import dev.muster.spi.Text;

/** Every text of the pages, in both languages. */
final class Messages {
  static final Text SIGN_IN = new Text("Sign in", "登录");
  static final Text SIGN_IN_TO = new Text("Sign in to", "登录到");
  static final Text CHOOSE = new Text("Choose how you want to continue.", "请选择登录方式。");
  static final Text OTHER_WAYS = new Text("Other ways to sign in", "其他登录方式");
  static final Text UNAVAILABLE_NOW = new Text("Not available right now", "暂时不可用");
  static final Text LANGUAGE = new Text("Language", "语言");
  static final Text LINKS = new Text("Further information", "更多信息");
  static final Text PRIVACY = new Text("Privacy", "隐私政策");
  static final Text TERMS = new Text("Terms", "服务条款");
  static final Text SUPPORT = new Text("Help", "帮助");
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
  static final Text IN_APP_ALONE = new Text("This takes a moment.", "请稍候。");
  static final Text IN_APP_SKIP = new Text("Continue on the sign-in page", "前往登录页面");

  static final Text HANDED_OVER_TITLE = new Text("Back to the application…", "正在返回应用…");
  static final Text HANDED_OVER =
      new Text(
          "The application goes on in its own window. If this one stays open, close it and try"
              + " again.",
          "请在应用的窗口中继续。如果此窗口没有关闭，请手动关闭后重试。");

  static final Text CONSENT_TITLE =
      new Text("Allow {client} to use your account?", "是否允许“{client}”使用您的账号？");
  static final Text CONSENT_LEAD =
      new Text(
          "You are signed in as {person}. {client} asks for:", "您已登录为 {person}。“{client}”申请获取：");
  static final Text CONSENT_AFTER =
      new Text(
          "Afterwards you are sent to {address}. You can withdraw this on your account page.",
          "完成后将前往 {address}。您可以随时在账号页面取消授权。");
  static final Text CONSENT_ALLOW = new Text("Allow", "允许");
  static final Text CONSENT_DECLINE = new Text("Decline", "拒绝");

  static final Text POSTED =
      new Text(
          "If the application does not open by itself, continue with the button.",
          "如果应用没有自动打开，请点击按钮继续。");

  static final Text BACK = new Text("Back to the application", "返回应用");
  static final Text TRY_AGAIN = new Text("Try again", "重试");
  static final Text CONTINUE = new Text("Continue", "继续");
  static final Text SIGN_IN_ANEW = new Text("Sign in again", "重新登录");

  static final Text DECLINED_TITLE = new Text("You did not sign in", "您没有登录");
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
  static final Text TOO_LONG =
      new Text(
          "The application sent a request that is too long (invalid_request). Its state or another"
              + " parameter has to be shorter.",
          "应用发送的请求过长（invalid_request），其中的 state 或其他参数需要缩短。");
  static final Text REQUEST_URI =
      new Text(
          "This sign-in has expired or was completed already. Go back to the application and sign in"
              + " again.",
          "本次登录已过期或已完成，请返回应用重新登录。");
  static final Text NO_REDIRECT_URI =
      new Text(
          "The application does not say to which address its answer is to be sent: redirect_uri is"
              + " missing. Please tell whoever runs it.",
          "应用没有说明返回的地址：缺少 redirect_uri。请告知应用的负责人。");
  static final Text REDIRECT_URI =
      new Text(
          "The application wants its answer sent to an address that is not registered for it."
              + " Please tell whoever runs it.",
          "应用要求返回的地址未登记。请告知应用的负责人。");

  static final Text TRIED_TITLE = new Text("The try is done", "试用已完成");
  static final Text TRIED_CREATED =
      new Text(
          "Signing in would have created an account for you, and signed you in.",
          "正式登录时会为您创建账号并登录。");
  static final Text TRIED_LINKED =
      new Text(
          "Signing in would have linked you to an account that exists, and signed you in.",
          "正式登录时会关联到已有的账号并登录。");
  static final Text TRIED_SIGNED_IN =
      new Text("Signing in would have worked: you are linked to an account.", "正式登录时会直接登录，您已关联账号。");
  static final Text TRIED_ASKED =
      new Text("Signing in would have asked you to do one more thing first.", "正式登录时会要求您先完成一个步骤。");
  static final Text TRIED_REFUSED = new Text("Signing in would have been refused:", "正式登录时会被拒绝：");
  static final Text TRIED_FAILED = new Text("Signing in would not have worked:", "正式登录无法完成：");
  static final Text TRIED_CLOSE =
      new Text(
          "Nobody was signed in and nothing was changed. You can close this window; the console"
              + " shows what came out.",
          "没有登录任何人，也没有更改任何内容。可以关闭此窗口，结果会显示在控制台中。");
  static final Text TRY_IN_APP_TITLE =
      new Text("Open this inside the platform's app", "请在平台的客户端内打开");
  static final Text TRY_IN_APP =
      new Text(
          "People sign in this way inside the app only. Send this address to yourself there, and"
              + " open it.",
          "此登录方式只能在客户端内使用。请将此地址发送到客户端，并在其中打开。");

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
  static final Text EMAIL = new Text("Email address", "邮箱");
  static final Text PHONE = new Text("Phone", "手机");
  static final Text SIGN_OUT = new Text("Sign out", "退出登录");

  static final Text GOES_ON =
      new Text("If nothing happens by itself, continue with the button.", "如果页面没有自动继续，请点击按钮。");
  static final Text LOGOUT_TITLE = new Text("Sign out?", "要退出登录吗？");
  static final Text LOGOUT =
      new Text(
          "You are signed in as {name}. An application may have brought you here to sign out.",
          "您当前以{name}的身份登录。您可能是由某个应用引导至此退出登录的。");
  static final Text LOGOUT_STAY = new Text("Stay signed in", "保持登录");
  static final Text LOGGED_OUT_TITLE = new Text("You are signed out", "您已退出登录");
  static final Text LOGGED_OUT =
      new Text(
          "An application may still keep you signed in by itself. On a device that others use,"
              + " sign out there too.",
          "个别应用可能仍保留登录状态。若与他人共用此设备，请在这些应用中也退出登录。");
  static final Text LOGGED_OUT_NOT_BACK =
      new Text(
          "The application wants you sent back to an address that is not registered for it."
              + " Please tell whoever runs it.",
          "应用要求返回的地址未登记。请告知应用的负责人。");

  static final Text CANCEL = new Text("Cancel", "取消");
  static final Text ACCOUNT_PROFILE = new Text("Profile", "个人信息");
  static final Text ACCOUNT_EXTERNAL_ID = new Text("ID in your company", "企业内部 ID");
  static final Text ACCOUNT_VERIFIED = new Text("Verified", "已验证");
  static final Text ACCOUNT_VERIFIED_BY = new Text("Verified by {source}", "已由{source}验证");
  static final Text ACCOUNT_VERIFIED_BY_ADMINISTRATOR =
      new Text("Verified by your administrator", "已由管理员确认");
  static final Text ACCOUNT_UNVERIFIED = new Text("Not verified", "未验证");
  static final Text ACCOUNT_AND = new Text(", ", "、");
  static final Text ACCOUNT_IDENTITIES = new Text("Linked ways to sign in", "已关联的登录方式");
  static final Text ACCOUNT_LINKED_SINCE = new Text("Linked {time}", "关联于 {time}");
  static final Text ACCOUNT_LAST_USED = new Text("last used {time}", "最近使用 {time}");
  static final Text ACCOUNT_LAST = new Text("Your only way in", "唯一的登录方式，无法解除");
  static final Text ACCOUNT_LINK_ANOTHER = new Text("Link another", "关联其他登录方式");
  static final Text ACCOUNT_SIGN_IN_FIRST =
      new Text(
          "To link or unlink a way to sign in, sign in again first: it has been more than ten"
              + " minutes.",
          "您登录已超过十分钟，请重新登录后再关联或解除登录方式。");
  static final Text ACCOUNT_UNLINK = new Text("Unlink", "解除关联");
  static final Text ACCOUNT_UNLINK_TITLE = new Text("Unlink {source}?", "解除与{source}的关联？");
  static final Text ACCOUNT_UNLINK_SURE =
      new Text(
          "You can then no longer sign in to this account with {source}. You are signed out"
              + " everywhere but here.",
          "解除后，您将无法再通过{source}登录此账号，除本设备外的所有设备都会退出登录。");
  static final Text ACCOUNT_UNLINK_HERE =
      new Text(
          "You can then no longer sign in to this account with {source}. You are signed in with it"
              + " right now, so you will be signed out everywhere.",
          "解除后，您将无法再通过{source}登录此账号。您当前正是通过它登录的，因此所有设备都会立即退出登录。");
  static final Text ACCOUNT_UNDO = new Text("Undo", "撤销");
  static final Text ACCOUNT_LINKED_TODAY =
      new Text(
          "{source} ({person}) was linked to your account within the last day. Was that not you? Undo"
              + " it.",
          "最近一天内，{source}（{person}）关联到了您的账号。如非本人操作，请撤销。");
  static final Text ACCOUNT_DELETE = new Text("Delete this account", "删除此账号");
  static final Text ACCOUNT_DELETE_TITLE = new Text("Did you have an account before?", "您之前已有账号？");
  static final Text ACCOUNT_DELETE_SURE =
      new Text(
          "This account was made for you today, and there is nothing in it yet. If you delete it,"
              + " you are asked again the next time you sign in with {source}, and can link the"
              + " account that you had.",
          "此账号是今天为您创建的，其中还没有其他内容。删除后，您下次通过{source}登录时会再次询问，届时可以关联原有的账号。");
  static final Text ACCOUNT_SESSIONS = new Text("Where you are signed in", "已登录的设备");
  static final Text ACCOUNT_HERE = new Text("This device", "本设备");
  static final Text ACCOUNT_SIGNED_IN_SINCE = new Text("Signed in {time}", "登录于 {time}");
  static final Text ACCOUNT_MORE_SESSIONS =
      new Text("There are more, which are older.", "还有更早的登录未列出。");
  static final Text ACCOUNT_END = new Text("Sign out there", "退出该设备");
  static final Text ACCOUNT_EVERYWHERE = new Text("Sign out everywhere", "退出所有设备");
  static final Text ACCOUNT_APPLICATIONS = new Text("Applications", "已授权的应用");
  static final Text ACCOUNT_NO_APPLICATIONS =
      new Text("No application has access right now.", "目前没有应用可以访问您的信息。");
  static final Text ACCOUNT_MAY_READ = new Text("Can read: {scopes}", "可以读取：{scopes}");
  static final Text ACCOUNT_GRANTED_SINCE = new Text("Since {time}", "授权于 {time}");
  static final Text ACCOUNT_WITHDRAW = new Text("Withdraw", "取消授权");
  static final Text ACCOUNT_LINKED =
      new Text("Linked. You can sign in with it from now on.", "关联成功，今后可以用它登录。");
  static final Text ACCOUNT_UNLINKED =
      new Text("Unlinked. You are signed out everywhere but here.", "已解除关联，除本设备外的所有设备均已退出登录。");
  static final Text ACCOUNT_UNDONE =
      new Text("Undone. You are signed out everywhere but here.", "已撤销，除本设备外的所有设备均已退出登录。");
  static final Text ACCOUNT_ENDED = new Text("Signed out there.", "该设备已退出登录。");
  static final Text ACCOUNT_WITHDRAWN =
      new Text(
          "Withdrawn. The application has no access any more until you use it again.",
          "已取消授权。在您再次使用该应用之前，它无法访问您的信息。");
  static final Text ACCOUNT_WAS_LAST =
      new Text(
          "That is your only way to sign in. Link another one first.", "这是您唯一的登录方式，请先关联其他登录方式。");
  static final Text ACCOUNT_LATER_LINK =
      new Text(
          "Another way to sign in was linked after this one, less than a day ago. Undo that link"
              + " first, or come back once it is a day old.",
          "此登录方式之后又关联了其他登录方式，且未满一天。请先撤销该关联，或待其满一天后再操作。");
  static final Text LINK_FAILED_TITLE = new Text("Nothing was linked", "未能关联");
  static final Text LINK_INVALID =
      new Text(
          "It took too long or was already finished. Go back to your account and try again.",
          "操作超时或已经完成，请返回账号页面重试。");
  static final Text LINK_TAKEN_TITLE = new Text("This belongs to another account", "该登录方式已属于其他账号");
  static final Text LINK_TAKEN =
      new Text(
          "Whoever you just signed in as is linked to another account here, and stays there. If that"
              + " account is yours too, sign in to it and unlink it there, or ask your"
              + " administrator.",
          "您刚才登录的平台账号已关联到另一个账号，关联关系不会改变。如果那个账号也是您的，请登录该账号解除关联，或联系管理员。");
  static final Text LINK_OCCUPIED_TITLE =
      new Text("Your account has somebody of this company already", "您的账号已关联该企业的成员");
  static final Text LINK_OCCUPIED =
      new Text(
          "An account is linked to one member of a company. Unlink the other one first if you want"
              + " to replace it.",
          "一个账号只能关联同一企业的一名成员。如需更换，请先解除原有的关联。");
  static final Text LINK_ENDED_TITLE = new Text("You are not signed in as before", "登录状态已改变");
  static final Text LINK_ENDED =
      new Text(
          "The session in which you began has ended. Nothing was linked.", "发起关联时的登录已结束，未关联任何账号。");
  static final Text LINK_BACK = new Text("Back to your account", "返回我的账号");

  static final Text BIND_TITLE = new Text("Do you have an account already?", "您是否已有账号？");
  static final Text BIND_OR_CREATE =
      new Text(
          "You came in by {source} as {name}, for the first time. Link your account, or have a new"
              + " one.",
          "您首次通过{source}以“{name}”登录。请关联已有账号，或创建新账号。");
  static final Text BIND_ONLY =
      new Text(
          "You came in by {source} as {name}, for the first time. Link the account that you have"
              + " here.",
          "您首次通过{source}以“{name}”登录。请关联您在此处的账号。");
  static final Text BIND_USERNAME =
      new Text("User name, email address or phone number", "用户名、邮箱或手机号");
  static final Text BIND_PASSWORD = new Text("Password", "密码");
  static final Text BIND_LINK = new Text("Link this account", "关联此账号");
  static final Text BIND_BY_SOURCE = new Text("Or sign in the way you did before", "或通过之前的方式登录");
  static final Text BIND_NEW_TITLE = new Text("No account yet?", "还没有账号？");
  static final Text BIND_CREATE = new Text("Create a new account", "创建新账号");
  static final Text BIND_CHOOSE = new Text("Choose one of the ways on this page.", "请选择本页上的一种方式。");
  static final Text BIND_FILL_IN = new Text("Enter the user name and the password.", "请输入用户名和密码。");
  static final Text BIND_DECLINED =
      new Text("You did not sign in there. Nothing has changed.", "您没有在该平台登录，未作任何更改。");
  static final Text BIND_FAILED =
      new Text(
          "That way to sign in does not work right now. Choose another, or try again in a moment.",
          "该登录方式暂时不可用，请选择其他方式或稍后重试。");
  static final Text BIND_AGAIN =
      new Text("That sign-in had been used already. Please try again.", "该次登录已被使用，请重试。");
  static final Text BIND_WRONG =
      new Text(
          "That does not belong to an account here. Tries left: {left}.", "信息与账号不符，还可尝试 {left} 次。");
  static final Text BIND_OVER_TITLE = new Text("That was wrong too often", "错误次数过多");
  static final Text BIND_OVER =
      new Text(
          "Nothing was linked. Sign in again, or ask your administrator to link your account.",
          "未关联任何账号。请重新登录，或联系管理员为您关联账号。");
  static final Text BIND_BY_CODE = new Text("Or have a code sent to you", "或使用验证码验证");
  static final Text BIND_SEND_CODE = new Text("Send a code", "发送验证码");
  static final Text BIND_NAME =
      new Text("Enter the user name, email address or phone number.", "请输入用户名、邮箱或手机号。");
  static final Text CODE_TITLE = new Text("Enter the code", "请输入验证码");
  static final Text CODE_SENT =
      new Text(
          "If there is such an account and it has a verified address, a code is on its way there."
              + " It works for {minutes} minutes.",
          "如该账号存在且有已验证的联系方式，验证码已向其发送，{minutes} 分钟内有效。");
  static final Text CODE_SENT_AS_MESSAGE =
      new Text(
          "If there is such an account and it is linked there, a code is on its way as a message by"
              + " {sources}. It works for {minutes} minutes.",
          "如该账号存在且已关联相应平台，验证码已通过{sources}以消息发送，{minutes} 分钟内有效。");
  static final Text CODE_SENT_BOTH_WAYS =
      new Text(
          "If there is such an account, a code is on its way to its verified address and as a message"
              + " by {sources}, as far as the account has them. It works for {minutes} minutes.",
          "如该账号存在，验证码已向其已验证的联系方式发送，并通过其已关联的{sources}以消息发送，{minutes} 分钟内有效。");
  static final Text OR = new Text(" or ", "或");
  static final Text CODE = new Text("Code of six digits", "6 位数字验证码");
  static final Text CODE_FILL_IN = new Text("Enter the code that you were sent.", "请输入您收到的验证码。");
  static final Text CODE_WRONG =
      new Text("That is not the code. Tries left: {left}.", "验证码不正确，还可尝试 {left} 次。");
  static final Text CODE_OTHERWISE = new Text("Another code or another way", "重新发送验证码或使用其他方式");
  static final Text EXAMPLE_SOURCE = new Text("An identity source", "示例身份源");
  static final Text EXAMPLE_APPLICATION = new Text("An application", "示例应用");
  static final Text EXAMPLE_NAME = new Text("Li Wei", "李伟");

  static final Text PASSWORD_OR = new Text("Or with a password", "或使用密码登录");
  static final Text PASSWORD_WRONG = new Text("The name or the password is wrong.", "用户名或密码错误。");
  static final Text PASSWORD_CHANGE_TITLE = new Text("Choose a new password", "设置新密码");
  static final Text PASSWORD_CHANGE =
      new Text(
          "Somebody else set the password that you have now. Choose one that only you know.",
          "您当前的密码由他人设置，请设置一个只有您自己知道的新密码。");
  static final Text PASSWORD_RULES =
      new Text(
          "At least {least} characters, in any mixture. No password that many people use, and no"
              + " name with a few characters added.",
          "至少 {least} 个字符，不限类型。不能是常见密码，也不能只是在用户名等名称后加几个字符。");
  static final Text PASSWORD_NEW = new Text("New password", "新密码");
  static final Text PASSWORD_EMPTY = new Text("Enter the new password twice.", "请输入新密码并再次输入确认。");
  static final Text PASSWORD_AGAIN = new Text("New password again", "再次输入新密码");
  static final Text PASSWORD_SAVE = new Text("Save and sign in", "保存并登录");
  static final Text PASSWORD_DIFFERENT =
      new Text("The two passwords differ. Enter the same twice.", "两次输入的密码不一致，请重新输入。");

  static final Text RECOVERY_TITLE = new Text("Forgot your password?", "忘记密码？");
  static final Text RECOVERY =
      new Text(
          "Say who you are. A code goes to the verified address of your account, and with it you"
              + " choose a new password.",
          "请输入您的账号。验证码将发送到账号已验证的联系方式，您可以凭验证码设置新密码。");
  static final Text RECOVERY_AS_MESSAGE =
      new Text(
          "Say who you are. A code comes as a message by {sources}, and with it you choose a new"
              + " password.",
          "请输入您的账号。验证码将通过{sources}以消息发送，您可以凭验证码设置新密码。");
  static final Text RECOVERY_BOTH_WAYS =
      new Text(
          "Say who you are. A code goes to the verified address of your account and comes as a"
              + " message by {sources}, and with it you choose a new password.",
          "请输入您的账号。验证码将发送到账号已验证的联系方式，并通过{sources}以消息发送，您可以凭验证码设置新密码。");
  static final Text RECOVERY_CODE = new Text("Code of ten digits", "10 位数字验证码");
  static final Text RECOVERY_ON = new Text("Go on", "继续");
  static final Text RECOVERY_AGAIN = new Text("Send another code", "重新发送验证码");
  static final Text RECOVERY_OVER =
      new Text(
          "Your password has not changed. Ask for another code, or ask your administrator for a new"
              + " password.",
          "密码没有更改。请重新获取验证码，或联系管理员重设密码。");
  static final Text RECOVERY_RIGHT =
      new Text(
          "The code was right. Once you have a new password, you are signed out everywhere else.",
          "验证码正确。设置新密码后，您在其他地方的登录都会失效。");

  private Messages() {}
}
