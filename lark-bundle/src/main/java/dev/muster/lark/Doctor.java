package dev.muster.lark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.spi.Deadline;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import dev.muster.spi.platform.CheckEnvironment;
import dev.muster.spi.platform.CheckReport;
import dev.muster.spi.platform.CheckReport.Capability;
import dev.muster.spi.platform.CheckReport.Step;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.Messages.Message;
import dev.muster.spi.platform.ProviderException;
import dev.muster.support.Answer;
import dev.muster.support.CheckSteps;
import dev.muster.support.Json;
import dev.muster.support.SecretTrial;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Tries what has to be right in the platform's console: the secret, the list of addresses, the
 * company, the release, the permissions, the range of contacts, the keys of the events. The secret
 * is tried itself, not a token that was made of it an hour ago.
 */
final class Doctor {
  static final String TOKEN = "token";
  static final String ADDRESS_LIST = "address-list";
  static final String TENANT = "tenant";
  static final String APP = "app";
  static final String SIGN_IN_PERMISSIONS = "sign-in-permissions";
  static final String DIRECTORY_PERMISSIONS = "directory-permissions";
  static final String GROUP_PERMISSIONS = "group-permissions";
  static final String CONTACT_RANGE = "contact-range";
  static final String REDIRECT_URLS = "redirect-urls";
  static final String EVENTS = "events";
  static final String MESSAGES = "messages";
  static final String GROUP_CHATS = "group-chats";

  private static final String BOT_PATH = "/open-apis/bot/v3/info";
  private static final String SCOPES_PATH = "/open-apis/application/v6/scopes";
  private static final String RANGE_PATH = "/open-apis/contact/v3/scopes";
  private static final String TOP_DEPARTMENTS = "/open-apis/contact/v3/departments/0/children";
  private static final String NOBODY = "ou_muster_check";
  private static final String NO_CHAT = "oc_muster_check";
  private static final int ENABLED = 2;
  private static final int GRANTED = 1;

  private static final Set<Capability> ALL_BUT_EVENTS =
      Set.of(Capability.SIGN_IN, Capability.DIRECTORY);

  /** What does not work where a step is wrong. */
  private static final Map<String, Set<Capability>> DECIDES =
      Map.ofEntries(
          Map.entry(TOKEN, ALL_BUT_EVENTS),
          Map.entry(ADDRESS_LIST, ALL_BUT_EVENTS),
          Map.entry(TENANT, ALL_BUT_EVENTS),
          Map.entry(APP, ALL_BUT_EVENTS),
          Map.entry(SIGN_IN_PERMISSIONS, Set.of(Capability.SIGN_IN)),
          Map.entry(DIRECTORY_PERMISSIONS, Set.of(Capability.DIRECTORY)),
          Map.entry(GROUP_PERMISSIONS, Set.of(Capability.SIGN_IN)),
          Map.entry(CONTACT_RANGE, ALL_BUT_EVENTS),
          Map.entry(REDIRECT_URLS, Set.of(Capability.SIGN_IN)),
          Map.entry(MESSAGES, Set.of(Capability.MESSAGES)),
          Map.entry(EVENTS, Set.of(Capability.CALLBACKS)));

  /** Without which no message is sent. */
  private static final Set<String> BEFORE_MESSAGES =
      Set.of(TOKEN, ADDRESS_LIST, TENANT, APP, CONTACT_RANGE);

  private final App app;
  private final Api api;
  private final Advice advice;

  Doctor(App app, Api api) {
    this.app = app;
    this.api = api;
    this.advice = new Advice(app);
  }

  CheckReport check(CheckEnvironment environment, Deadline deadline) {
    CheckSteps steps = new CheckSteps(advice::onFault, DECIDES);
    if (environment.messages()) {
      steps.deciding(Capability.MESSAGES, BEFORE_MESSAGES);
    }
    steps
        .secret(
            TOKEN,
            () ->
                SecretTrial.of(
                    api.context(),
                    Descriptors.APP_SECRET,
                    secret -> api.askForToken(secret, deadline),
                    Api::token,
                    deadline),
            answer -> advice.onSecret(TOKEN, answer),
            new Text("Cloud, App ID and app secret belong together", "云、App ID 与 App Secret 匹配"))
        .flatMap(SecretTrial::working)
        .ifPresent(working -> checkApp(steps, working.token(), environment, deadline));
    steps.add(redirectUrls(environment));
    events().ifPresent(steps::add);
    return steps.report();
  }

  private void checkApp(
      CheckSteps steps, Secret token, CheckEnvironment environment, Deadline deadline) {
    Optional<Answer> asked = steps.ask(TENANT, () -> api.askForTenant(token, deadline));
    if (asked.filter(it -> it.refusedWith(ErrorCodes.ADDRESS_NOT_ALLOWED)).isPresent()) {
      steps.add(advice.onAddress(ADDRESS_LIST, asked.get()));
      return;
    }
    asked.ifPresent(
        answer -> {
          steps.passed(ADDRESS_LIST, "Lark accepts calls from our address", "飞书接受来自本机地址的调用");
          steps.attempt(TENANT, () -> tenant(answer));
        });
    steps.attempt(APP, () -> release(ask(api.get(BOT_PATH), token, deadline)));
    Optional<Set<String>> permissions =
        steps.ask(SIGN_IN_PERMISSIONS, () -> granted(ask(api.get(SCOPES_PATH), token, deadline)));
    permissions.ifPresent(
        granted -> {
          steps.attempt(
              SIGN_IN_PERMISSIONS,
              () ->
                  refusedToSignIn(token, deadline)
                      .orElseGet(() -> permissions(SIGN_IN_PERMISSIONS, Scopes.SIGN_IN, granted)));
          steps.add(permissions(DIRECTORY_PERMISSIONS, Scopes.DIRECTORY, granted));
          if (!environment.groups().isEmpty()) {
            steps.attempt(
                GROUP_PERMISSIONS, () -> groups(environment.groups(), granted, token, deadline));
          }
        });
    steps.attempt(CONTACT_RANGE, () -> range(token, deadline));
    if (environment.messages()) {
      steps.attempt(MESSAGES, () -> messages(token, deadline));
    }
    permissions.ifPresent(granted -> groupChats(steps, granted, token, deadline));
  }

  /**
   * Reads a chat that is none: what refuses the app refuses it before it looks for the chat. An app
   * that people sign in with need not have group chats, so that their lack is told, not failed.
   */
  private void groupChats(CheckSteps steps, Set<String> granted, Secret token, Deadline deadline) {
    List<String> missing = Scopes.missing(Scopes.GROUP_CHATS, granted);
    Optional<String> refused;
    try {
      Answer answer = ask(ChatCalls.readNone(api, NO_CHAT), token, deadline);
      refused = answer.refusedWith(ErrorCodes.NO_SUCH_CHAT) ? Optional.empty() : answer.refusal();
    } catch (ProviderException e) {
      refused = Optional.of(e.platformCode().orElse(e.code().name()));
    }
    if (refused.isPresent() || !missing.isEmpty()) {
      steps.add(Advice.withoutGroupChats(GROUP_CHATS, missing, refused));
    } else {
      steps.deciding(Capability.GROUP_CHATS, Set.of(GROUP_CHATS));
      steps.add(Advice.withGroupChats(GROUP_CHATS, Scopes.missing(Scopes.CHAT_HISTORY, granted)));
    }
  }

  /** A message to nobody: what refuses the app refuses it before it looks for whom. */
  private Step messages(Secret token, Deadline deadline) throws ProviderException {
    Answer bot = ask(api.get(BOT_PATH), token, deadline);
    if (bot.refusedWith(ErrorCodes.NO_BOT)) {
      return advice.onNoBot(MESSAGES, bot.refusal());
    }
    Message nothing = Message.of(NOBODY, NOBODY, Secret.of(NOBODY));
    Answer answer = ask(LarkMessages.call(api, nothing), token, deadline);
    if (answer.refusedWith(ErrorCodes.NO_BOT)) {
      return advice.onNoBot(MESSAGES, answer.refusal());
    }
    if (answer.refusedWith(ErrorCodes.SCOPE_MISSING)) {
      List<String> told = Answers.missingScopes(answer.body());
      return advice.onMissing(
          MESSAGES,
          told.contains(Scopes.USER_ID) ? told : List.of(Scopes.MESSAGES),
          answer.refusal());
    }
    return answer.refusal().isEmpty() || answer.refusedWith(ErrorCodes.MESSAGE_TO_NOBODY)
        ? Step.passed(MESSAGES, new Text("The bot may send messages to people", "机器人可以向成员发送消息"))
        : advice.onFault(MESSAGES, answer.failure());
  }

  private Answer ask(HttpCall call, Secret token, Deadline deadline) throws ProviderException {
    return api.send(call, token, deadline);
  }

  private Step tenant(Answer answer) throws ProviderException {
    if (answer.refusedWith(ErrorCodes.SCOPE_MISSING)) {
      return advice.onMissing(TENANT, List.of(Scopes.TENANT), answer.refusal());
    }
    String key = Api.tenantKey(answer);
    String name = Json.text(answer.at("data", "tenant"), "name").orElse(key);
    return Step.passed(
        TENANT,
        new Text(
            "Only people of “" + name + "” (" + key + ") are let in",
            "仅允许“" + name + "”（" + key + "）的成员登录"));
  }

  /** Only bots tell whether the app is released, and signing in takes no bot. */
  private Step release(Answer answer) throws ProviderException {
    if (answer.refusal().isPresent()) {
      if (answer.refusedWith(ErrorCodes.APP_NOT_USABLE)) {
        return advice.onUnusable(APP, answer.refusal());
      }
      if (answer.refusal().flatMap(ErrorCodes.TABLE::kind).isPresent()) {
        return advice.onFault(APP, answer.failure());
      }
      return Step.passed(
          APP,
          new Text(
              "The app has no bot that could tell whether it is released. Signing in does without"
                  + " one, group chats do not.",
              "应用未启用机器人能力，无法确认是否已发布。登录不需要机器人，群聊需要。"));
    }
    JsonNode bot = answer.at("bot");
    if (bot.path("activate_status").asInt() != ENABLED) {
      return advice.onUnusable(
          APP, Optional.of("activate_status " + bot.path("activate_status").asText("?")));
    }
    String name = Json.text(bot, "app_name").orElse(app.appId());
    return Step.passed(
        APP, new Text("The app “" + name + "” is released and enabled", "应用“" + name + "”已发布并启用"));
  }

  private static Set<String> granted(Answer answer) throws ProviderException {
    Set<String> names = new HashSet<>();
    for (JsonNode scope : answer.orThrow().list("data", "scopes")) {
      if (scope.path("grant_status").asInt() == GRANTED) {
        names.add(scope.path("scope_name").asText());
      }
    }
    return names;
  }

  /** Asks about nobody: a permission that is listed may not be in force before a release. */
  private Optional<Step> refusedToSignIn(Secret token, Deadline deadline) throws ProviderException {
    Answer answer = ask(LarkSignIn.member(api, NOBODY), token, deadline);
    if (!answer.refusedWith(ErrorCodes.SCOPE_MISSING)) {
      return Optional.empty();
    }
    List<String> told = Answers.missingScopes(answer.body());
    return Optional.of(
        advice.onMissing(
            SIGN_IN_PERMISSIONS,
            told.isEmpty() ? List.of(Scopes.CONTACTS) : told,
            answer.refusal()));
  }

  private Step permissions(String id, List<String> wanted, Set<String> granted) {
    List<String> missing = Scopes.missing(wanted, granted);
    return missing.isEmpty()
        ? Step.passed(id, new Text("The permissions are granted", "权限均已授予"))
        : advice.onMissing(id, missing, Optional.empty());
  }

  /** Those by which people are let in. */
  private Step groups(Set<String> ids, Set<String> granted, Secret token, Deadline deadline)
      throws ProviderException {
    Step permission = permissions(GROUP_PERMISSIONS, List.of(Scopes.GROUPS), granted);
    if (!permission.ok()) {
      return permission;
    }
    for (String id : new TreeSet<>(ids)) {
      if (!Groups.isId(id)) {
        return advice.onGroup(GROUP_PERMISSIONS, Optional.empty(), id);
      }
      Answer answer = ask(Groups.call(api, id), token, deadline);
      if (answer.refusedWith(ErrorCodes.SCOPE_MISSING)) {
        return advice.onMissing(GROUP_PERMISSIONS, List.of(Scopes.GROUPS), answer.refusal());
      }
      if (answer.refusal().isPresent()) {
        return answer.failure().code().retryable()
            ? advice.onFault(GROUP_PERMISSIONS, answer.failure())
            : advice.onGroup(GROUP_PERMISSIONS, answer.refusal(), id);
      }
    }
    return permission;
  }

  private Step range(Secret token, Deadline deadline) throws ProviderException {
    Answer whole =
        ask(
            api.get(TOP_DEPARTMENTS)
                .withQuery("page_size", "1")
                .withQuery("department_id_type", "open_department_id"),
            token,
            deadline);
    if (whole.refusal().isEmpty()) {
      return Step.passed(
          CONTACT_RANGE, new Text("The app sees the whole company", "应用的通讯录权限范围为全部成员"));
    }
    if (whole.refusedWith(ErrorCodes.SCOPE_MISSING)) {
      return advice.onMissing(CONTACT_RANGE, List.of(Scopes.CONTACTS), whole.refusal());
    }
    if (!whole.refusedWith(ErrorCodes.TREE_OUTSIDE_RANGE)) {
      return advice.onFault(CONTACT_RANGE, whole.failure());
    }
    JsonNode part =
        ask(api.get(RANGE_PATH).withQuery("page_size", "100"), token, deadline)
            .orThrow()
            .at("data");
    int departments = part.path("department_ids").size();
    int people = part.path("user_ids").size();
    int groups = part.path("group_ids").size();
    if (departments + people + groups == 0) {
      return advice.onEmptyRange(CONTACT_RANGE);
    }
    String more = part.path("has_more").asBoolean() ? "+" : "";
    return Step.passed(
        CONTACT_RANGE,
        new Text(
            "The app sees a part of the company: "
                + (departments + more + " departments, " + people + more + " people, ")
                + (groups + more + " groups. Whoever is outside it is not let in."),
            "应用的通讯录权限范围为部分成员："
                + (departments + more + " 个部门、" + people + more + " 名成员、")
                + (groups + more + " 个用户组。范围外的成员无法登录。")));
  }

  /** The platform lets nobody read the list, so this can only say what has to be in it. */
  private static Step redirectUrls(CheckEnvironment environment) {
    String urls =
        environment.callbackUrls().isEmpty()
            ? environment.publicUrl() + "/t/<tenant>/login/<identity source>/callback"
            : environment.callbackUrls().stream()
                .map(URI::toString)
                .collect(Collectors.joining(" , "));
    return Step.passed(
        REDIRECT_URLS,
        new Text(
            "Lark tells nobody which redirect URLs are set; error 20029 means that one is missing."
                + " Under Security Settings > Redirect URLs there have to be: "
                + urls,
            "飞书不提供查询重定向 URL 的接口；如登录时出现错误 20029，请在“安全设置 > 重定向 URL”中添加：" + urls));
  }

  private Optional<Step> events() {
    if (app.hasEncryptKey() == app.hasVerificationToken()) {
      return app.receivesEvents()
          ? Optional.of(
              Step.passed(EVENTS, new Text("Both keys of the events are set", "事件的两个密钥均已填写")))
          : Optional.empty();
    }
    return Optional.of(advice.onHalfOfTheKeys(EVENTS, app.hasEncryptKey()));
  }
}
