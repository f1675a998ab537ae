package dev.muster.dingtalk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.spi.Deadline;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import dev.muster.spi.chat.GroupMessage;
import dev.muster.spi.platform.CheckEnvironment;
import dev.muster.spi.platform.CheckReport;
import dev.muster.spi.platform.CheckReport.Capability;
import dev.muster.spi.platform.CheckReport.Step;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.support.Answer;
import dev.muster.support.CheckSteps;
import dev.muster.support.SecretTrial;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tries what has to be right in the platform's console: the key, the company, our address, each
 * permission, whom the app may see. The key is tried itself, not a token that was made of it an
 * hour ago; permissions are tried with questions about nobody, which use nothing up.
 */
final class Doctor {
  static final String TOKEN = "token";
  static final String COMPANY = "company";
  static final String TRUSTED_IP = "trusted-ip";
  static final String VISIBLE_RANGE = "visible-range";
  static final String BROWSER = "sign-in-browser";
  static final String IN_APP = "sign-in-in-app";
  static final String MEMBER = "permission-member";
  static final String DEPARTMENTS = "permission-departments";
  static final String DEPARTMENT_MEMBERS = "permission-department-members";
  static final String BY_MOBILE = "permission-mobile";
  static final String ROLES = "roles";
  static final String MESSAGES = "messages";
  static final String GROUP_CHATS = "group-chats";
  static final String CALLBACKS = "callbacks";

  private static final String WHOLE_COMPANY = "1";
  private static final long ROOT = 1;

  /** No code, and no id or number of anybody. */
  private static final String NOBODY = "muster-check";

  private static final String NO_NUMBER = "10000000000";

  private static final int FEW_BYTES = 256;

  private static final Set<Capability> ALL_BUT_EVENTS =
      Set.of(Capability.SIGN_IN, Capability.DIRECTORY);

  /** What does not work where a step is wrong. */
  private static final Map<String, Set<Capability>> DECIDES =
      Map.ofEntries(
          Map.entry(TOKEN, ALL_BUT_EVENTS),
          Map.entry(COMPANY, ALL_BUT_EVENTS),
          Map.entry(TRUSTED_IP, ALL_BUT_EVENTS),
          Map.entry(VISIBLE_RANGE, ALL_BUT_EVENTS),
          Map.entry(BROWSER, Set.of(Capability.SIGN_IN)),
          Map.entry(IN_APP, Set.of(Capability.SIGN_IN)),
          Map.entry(MEMBER, ALL_BUT_EVENTS),
          Map.entry(DEPARTMENTS, Set.of(Capability.DIRECTORY)),
          Map.entry(DEPARTMENT_MEMBERS, Set.of(Capability.DIRECTORY)),
          Map.entry(BY_MOBILE, Set.of(Capability.DIRECTORY)),
          Map.entry(ROLES, Set.of(Capability.SIGN_IN)),
          Map.entry(MESSAGES, Set.of(Capability.MESSAGES)),
          Map.entry(GROUP_CHATS, Set.of(Capability.GROUP_CHATS)),
          Map.entry(CALLBACKS, Set.of(Capability.CALLBACKS)));

  /** Without which no message is sent, and no group chat opened. */
  private static final Set<String> BEFORE_MESSAGES =
      Set.of(TOKEN, COMPANY, TRUSTED_IP, VISIBLE_RANGE);

  private final App app;
  private final Api api;
  private final ChatLimits limits;

  Doctor(App app, Api api, ChatLimits limits) {
    this.app = app;
    this.api = api;
    this.limits = limits;
  }

  CheckReport check(CheckEnvironment environment, Deadline deadline) {
    CheckSteps steps = new CheckSteps(Advice::onFault, DECIDES);
    if (environment.messages()) {
      steps.deciding(Capability.MESSAGES, BEFORE_MESSAGES);
    }
    if (limits.isMeant(app)) {
      steps.deciding(Capability.GROUP_CHATS, BEFORE_MESSAGES);
    }
    steps
        .secret(
            TOKEN,
            () ->
                SecretTrial.of(
                    api.context(),
                    Descriptors.CLIENT_SECRET,
                    secret -> api.askForToken(tokenCall(), secret, deadline),
                    Api::token,
                    deadline),
            answer -> Advice.onSecret(TOKEN, answer),
            new Text(
                "The client ID and the secret belong together", "Client ID 与 Client Secret 匹配"))
        .flatMap(SecretTrial::working)
        .ifPresent(working -> checkApp(working, steps, environment, deadline));
    webhooks().ifPresent(steps::add);
    return steps.report();
  }

  /** Whether app and company belong together is a step of its own. */
  private TokenCall tokenCall() {
    return api.tokenCall() == TokenCall.OLD ? TokenCall.OLD : TokenCall.APP;
  }

  private void checkApp(
      SecretTrial.Working key, CheckSteps steps, CheckEnvironment environment, Deadline deadline) {
    steps.attempt(COMPANY, () -> company(key.secret(), deadline));
    Optional<Answer> asked =
        steps.ask(TRUSTED_IP, () -> api.asApp(api.oldGet("/auth/scopes"), key.token(), deadline));
    if (asked.isEmpty()) {
      return;
    }
    if (asked.get().refusal().isPresent()) {
      steps.add(Advice.onCall(TRUSTED_IP, asked.get(), Permission.BASE));
      return;
    }
    steps.passed(TRUSTED_IP, "DingTalk accepts calls from our address", "钉钉接受来自本机地址的调用");
    steps.add(visibleRange(asked.get()));
    steps.attempt(BROWSER, () -> browser(key.secret(), deadline));
    tryPermissions(key.token(), steps, deadline);
    if (!environment.groups().isEmpty()) {
      steps.attempt(ROLES, () -> roles(environment.groups(), key.token(), deadline));
    }
    if (environment.messages()) {
      steps.attempt(MESSAGES, () -> messages(key.token(), deadline));
    }
    if (limits.isMeant(app)) {
      steps.attempt(GROUP_CHATS, () -> groupChats(key.token(), deadline));
    }
  }

  /** Those by which people are let in. */
  private Step roles(Set<String> ids, Secret access, Deadline deadline) throws ProviderException {
    for (String id : new TreeSet<>(ids)) {
      if (!Roles.isId(id)) {
        return Advice.onRole(ROLES, Optional.empty(), id);
      }
      Answer answer = api.asApp(Roles.call(api, id), access, deadline);
      if (answer.refusal().isPresent()) {
        return answer.failure().code() == Code.NOT_FOUND
            ? Advice.onRole(ROLES, answer.refusal(), id)
            : Advice.onCall(ROLES, answer, Permission.ROLES);
      }
    }
    return Step.passed(ROLES, new Text("The app sees the roles of the rule", "应用可以读取规则中的角色"));
  }

  /** A message to nobody: what refuses the app refuses it before it looks for whom. */
  private Step messages(Secret access, Deadline deadline) throws ProviderException {
    HttpCall call = DingTalkMessages.call(api, app, NOBODY, NOBODY);
    Answer answer = api.asAppOfNew(call, access, deadline);
    boolean refused = answer.refusal().isPresent() && !answer.refusedWith(ErrorCodes.NOBODY);
    return refused ? Advice.onMessages(MESSAGES, answer) : granted(MESSAGES, Permission.ROBOT);
  }

  /**
   * A chat that nobody owns, which is opened never, and a message to no chat: a template or a robot
   * that is wrong is told of before.
   */
  private Step groupChats(Secret access, Deadline deadline) throws ProviderException {
    Set<String> missing = limits.missing(app);
    if (!missing.isEmpty()) {
      return Advice.onMissingForGroupChats(GROUP_CHATS, missing);
    }
    boolean plain = limits.isPlain(app);
    ChatRobot robot = limits.robotOf(app);
    HttpCall opening =
        plain
            ? PlainCalls.opening(api, NOBODY, NOBODY)
            : ChatCalls.opening(api, app.groupTemplateId().orElse(""), NOBODY, NOBODY, "");
    Answer opened = api.asAppOfNew(opening, access, deadline);
    if (opened.refusal().isPresent() && !opened.refusedWith(ErrorCodes.NOT_AN_OWNER)) {
      return Advice.onGroupChats(GROUP_CHATS, opened);
    }
    if (plain) {
      Answer read = api.asApp(PlainCalls.reading(api, NOBODY), access, deadline);
      if (read.refusal().isPresent() && read.failure().code() == Code.NOT_PERMITTED) {
        return Advice.onCall(GROUP_CHATS, read, Permission.READ_GROUP_CHATS);
      }
    }
    ChatTexts nothing = ChatTexts.of(GroupMessage.text(NOBODY), FEW_BYTES, robot, api);
    Answer sent = robot.send(api, robot.call(api, app, NOBODY, nothing), access, deadline);
    return sent.refusal().isEmpty() || isAboutTheChat(sent)
        ? granted(GROUP_CHATS, Permission.GROUP_CHATS)
        : Advice.onGroupChats(GROUP_CHATS, sent);
  }

  private static boolean isAboutTheChat(Answer refused) {
    if (refused.refusedWith(ErrorCodes.NO_GROUP_ROBOT)) {
      return false;
    }
    Code code = refused.failure().code();
    return code == Code.REJECTED
        || code == Code.NOT_FOUND
        || refused.refusedWith(ErrorCodes.PERHAPS_NO_CHAT);
  }

  private Step company(Secret secret, Deadline deadline) throws ProviderException {
    Answer answer = api.askForToken(TokenCall.COMPANY, secret, deadline);
    if (answer.refusal().isPresent()) {
      return Advice.onCompany(COMPANY, answer, app.corpId());
    }
    return Step.passed(
        COMPANY,
        new Text("The app is one of the company " + app.corpId(), "应用属于企业 " + app.corpId()));
  }

  private static Step visibleRange(Answer scopes) {
    JsonNode range = scopes.at("auth_org_scopes");
    int departments = range.path("authed_dept").size();
    int people = range.path("authed_user").size();
    for (JsonNode id : range.path("authed_dept")) {
      if (id.asText().equals(WHOLE_COMPANY)) {
        return Step.passed(
            VISIBLE_RANGE, new Text("The app may see the whole company", "应用可以读取全公司通讯录"));
      }
    }
    if (departments + people == 0) {
      return Advice.onEmptyRange(VISIBLE_RANGE);
    }
    return Step.passed(
        VISIBLE_RANGE,
        new Text(
            "The app may see a part of the company: "
                + (departments + " departments, " + people + " people"),
            "应用可以读取部分通讯录：" + departments + " 个部门、" + people + " 名成员"));
  }

  private Step browser(Secret secret, Deadline deadline) throws ProviderException {
    Answer answer = api.redeem(Secret.of(NOBODY), secret, deadline);
    return answer.refusedWith(ErrorCodes.CODE_INVALID)
        ? granted(BROWSER, Permission.CONSENT)
        : Advice.onCall(BROWSER, answer, Permission.CONSENT);
  }

  private void tryPermissions(Secret access, CheckSteps steps, Deadline deadline) {
    for (Probe probe :
        List.of(
            new Probe(
                IN_APP,
                Permission.BASE,
                api.oldRead(DingTalkSignIn.CLIENT_CODE_PATH, Map.of("code", NOBODY)),
                ErrorCodes.CODE_INVALID),
            new Probe(
                MEMBER,
                Permission.MEMBER,
                api.oldRead(DingTalkSignIn.EMPLOYED_PATH, Map.of("unionid", NOBODY)),
                ErrorCodes.NOBODY),
            new Probe(
                DEPARTMENTS,
                Permission.DEPARTMENTS,
                api.oldRead(DingTalkDirectory.CHILDREN_PATH, Map.of("dept_id", ROOT)),
                ErrorCodes.NO_DEPARTMENT_IN_SIGHT),
            new Probe(
                DEPARTMENT_MEMBERS,
                Permission.DEPARTMENT_MEMBERS,
                api.oldRead(
                    DingTalkDirectory.PEOPLE_PATH, Map.of("dept_id", ROOT, "cursor", 0, "size", 1)),
                ErrorCodes.NO_DEPARTMENT_IN_SIGHT),
            new Probe(
                BY_MOBILE,
                Permission.BY_MOBILE,
                api.oldRead(DingTalkDirectory.MOBILE_PATH, Map.of("mobile", NO_NUMBER)),
                ErrorCodes.NOBODY))) {
      steps.attempt(probe.id(), () -> tried(probe, access, deadline));
    }
  }

  /**
   * A question that is answered only to an app with a permission.
   *
   * @param id of the step
   * @param needed the permission
   * @param call the question
   * @param fine refusals that an app with the permission gets
   */
  private record Probe(String id, Permission needed, HttpCall call, Set<String> fine) {}

  private Step tried(Probe probe, Secret access, Deadline deadline) throws ProviderException {
    Answer answer = api.asApp(probe.call(), access, deadline);
    return answer.refusal().isEmpty() || answer.refusedWith(probe.fine())
        ? granted(probe.id(), probe.needed())
        : Advice.onCall(probe.id(), answer, probe.needed());
  }

  private static Step granted(String id, Permission permission) {
    return Step.passed(
        id,
        new Text(
            "The app has the permission "
                + (permission.code() + " (" + permission.purpose().en() + ")"),
            "应用拥有权限 " + permission.code() + "（" + permission.purpose().zhCn() + "）"));
  }

  private Optional<Step> webhooks() {
    if (app.receivesEvents()) {
      return Optional.of(
          Step.passed(
              CALLBACKS,
              new Text(
                  "The keys for receiving events are set. Whether they are the right ones, DingTalk"
                      + " tells when the address is saved there.",
                  "接收事件的密钥已填写。是否正确，由钉钉在保存回调地址时验证。")));
    }
    return app.hasCallbackToken() || app.hasCallbackAesKey()
        ? Optional.of(Advice.onHalfOfTheEventKeys(CALLBACKS, app.hasCallbackToken()))
        : Optional.empty();
  }
}
