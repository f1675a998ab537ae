package dev.muster.wechatwork;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.spi.Deadline;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import dev.muster.spi.platform.CheckEnvironment;
import dev.muster.spi.platform.CheckReport;
import dev.muster.spi.platform.CheckReport.Capability;
import dev.muster.spi.platform.CheckReport.Step;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.ProviderException;
import dev.muster.support.Answer;
import dev.muster.support.CheckSteps;
import dev.muster.support.SecretTrial;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tries what has to be right in the platform's console: the key, the app, whom it is for, the
 * trusted address and domain, the address book's key. Each key is tried itself, not a token that
 * was made of it an hour ago.
 */
final class Doctor {
  static final String TOKEN = "token";
  static final String TRUSTED_IP = "trusted-ip";
  static final String AGENT = "agent";
  static final String VISIBLE_RANGE = "visible-range";
  static final String TRUSTED_DOMAIN = "trusted-domain";
  static final String SIGN_IN = "sign-in";
  static final String TAGS = "tags";
  static final String ADDRESS_BOOK = "address-book";
  static final String MESSAGES = "messages";
  static final String GROUP_CHATS = "group-chats";

  private static final String CALLBACKS = "callbacks";
  private static final String DEPARTMENTS_PATH = "/cgi-bin/department/simplelist";
  private static final String NO_CODE = "muster-check";
  private static final String NO_CHAT = "musterCheck";

  /** Members' ids begin with a letter or a digit. */
  private static final String NOBODY = "-muster-check";

  private static final Set<Capability> ALL_BUT_EVENTS =
      Set.of(Capability.SIGN_IN, Capability.DIRECTORY);

  /** What does not work where a step is wrong. */
  private static final Map<String, Set<Capability>> DECIDES =
      Map.ofEntries(
          Map.entry(TOKEN, ALL_BUT_EVENTS),
          Map.entry(TRUSTED_IP, ALL_BUT_EVENTS),
          Map.entry(AGENT, Set.of(Capability.SIGN_IN)),
          Map.entry(VISIBLE_RANGE, ALL_BUT_EVENTS),
          Map.entry(TRUSTED_DOMAIN, Set.of(Capability.SIGN_IN)),
          Map.entry(SIGN_IN, Set.of(Capability.SIGN_IN)),
          Map.entry(TAGS, Set.of(Capability.SIGN_IN)),
          Map.entry(ADDRESS_BOOK, Set.of(Capability.DIRECTORY)),
          Map.entry(MESSAGES, Set.of(Capability.MESSAGES)),
          Map.entry(CALLBACKS, Set.of(Capability.CALLBACKS)));

  /** Without which no message is sent. */
  private static final Set<String> BEFORE_MESSAGES =
      Set.of(TOKEN, TRUSTED_IP, AGENT, VISIBLE_RANGE);

  private final App app;
  private final Api api;

  Doctor(App app, Api api) {
    this.app = app;
    this.api = api;
  }

  CheckReport check(CheckEnvironment environment, Deadline deadline) {
    CheckSteps steps = new CheckSteps(Advice::onFault, DECIDES);
    if (environment.messages()) {
      steps.deciding(Capability.MESSAGES, BEFORE_MESSAGES);
    }
    Optional<SecretTrial> trial =
        steps.secret(
            TOKEN,
            () -> trial(Descriptors.SECRET, deadline),
            answer -> Advice.onAppSecret(TOKEN, answer),
            new Text("The enterprise ID and the key belong together", "企业 ID 与 Secret 匹配"));
    trial
        .flatMap(SecretTrial::working)
        .ifPresent(working -> checkApp(steps, working.token(), environment, deadline));
    if (app.hasAddressBookSecret()) {
      steps.attempt(ADDRESS_BOOK, () -> addressBook(trial.map(SecretTrial::entered), deadline));
    }
    if (app.eventKeys() == 1) {
      steps.add(Advice.onHalfOfTheEventKeys(CALLBACKS));
    } else if (app.eventKeys() == 2) {
      steps.passed(
          CALLBACKS,
          "Events are taken in; WeCom itself checks the address when it is saved there",
          "已可接收事件；在企业微信后台保存回调地址时会由其自行验证");
    }
    return steps.report();
  }

  private SecretTrial trial(String field, Deadline deadline) throws ProviderException {
    return SecretTrial.of(
        api.context(), field, secret -> api.askForToken(secret, deadline), Api::token, deadline);
  }

  private void checkApp(
      CheckSteps steps, Secret access, CheckEnvironment environment, Deadline deadline) {
    Optional<Answer> asked =
        steps.ask(AGENT, () -> api.send(VisibleRange.call(api, app), access, deadline));
    if (asked.isEmpty()) {
      return;
    }
    Answer answer = asked.get();
    if (answer.refusal().isPresent()) {
      boolean address = answer.refusedWith(Set.of(ErrorCodes.ADDRESS_NOT_ALLOWED));
      steps.add(Advice.onAnswer(address ? TRUSTED_IP : AGENT, answer));
      return;
    }
    steps.passed(TRUSTED_IP, "WeCom accepts calls from our address", "企业微信接受来自本机地址的调用");
    steps.attempt(AGENT, () -> agent(answer));
    steps.add(visibleRange(answer));
    steps
        .ask(SIGN_IN, () -> signIn(answer, access, environment.publicUrl(), deadline))
        .ifPresent(found -> found.forEach(steps::add));
    if (!environment.groups().isEmpty()) {
      steps.attempt(TAGS, () -> tags(environment.groups(), access, deadline));
    }
    if (environment.messages()) {
      steps.attempt(MESSAGES, () -> messages(access, deadline));
    }
    if (VisibleRange.isWholeCompany(answer)) {
      groupChats(steps, access, deadline);
    }
  }

  /**
   * Reads a chat that is none: what refuses the app refuses it before it looks for the chat. An app
   * that people sign in with need not have group chats, so that their lack is told, not failed.
   */
  private void groupChats(CheckSteps steps, Secret access, Deadline deadline) {
    Optional<String> refused;
    try {
      Answer answer = api.send(ChatCalls.Chat.call(api, NO_CHAT), access, deadline);
      refused = answer.refusedWith(ErrorCodes.NO_SUCH_CHAT) ? Optional.empty() : answer.refusal();
    } catch (ProviderException e) {
      refused = Optional.of(e.platformCode().orElse(e.code().name()));
    }
    if (refused.isPresent()) {
      steps.add(Advice.withoutGroupChats(GROUP_CHATS, refused.get()));
    } else {
      steps.deciding(Capability.GROUP_CHATS, Set.of(GROUP_CHATS));
      steps.passed(GROUP_CHATS, "The app may open group chats", "应用可以创建群聊");
    }
  }

  /** A message to nobody: what refuses the app refuses it before it looks for whom. */
  private Step messages(Secret access, Deadline deadline) throws ProviderException {
    HttpCall call = WechatWorkMessages.call(api, app, NOBODY, NO_CODE);
    Answer answer = api.send(call, access, deadline);
    boolean refused =
        answer.refusal().isPresent()
            && !answer.refusedWith(ErrorCodes.NOBODY_REACHED)
            && !answer.refusedWith(ErrorCodes.NO_SUCH_MEMBER);
    return refused
        ? Advice.onAnswer(MESSAGES, answer)
        : Step.passed(MESSAGES, new Text("The app may send messages to people", "应用可以向成员发送消息"));
  }

  /** Those by which people are let in. */
  private Step tags(Set<String> ids, Secret access, Deadline deadline) throws ProviderException {
    for (String id : new TreeSet<>(ids)) {
      Answer answer = api.send(Tags.call(api, id), access, deadline);
      if (answer.refusal().isPresent()) {
        return Advice.onTag(TAGS, answer, id);
      }
    }
    return Step.passed(TAGS, new Text("The app sees the tags of the rule", "应用可以读取规则中的标签"));
  }

  /** Asks whose a code is that is none: what refuses the app refuses it before the code. */
  private List<Step> signIn(Answer agent, Secret access, URI publicUrl, Deadline deadline)
      throws ProviderException {
    Answer asked =
        api.send(api.get(Endpoints.WEB_CODE_PATH).withQuery("code", NO_CODE), access, deadline);
    if (asked.refusedWith(ErrorCodes.UNTRUSTED_DOMAIN)) {
      return List.of(TrustedDomain.refused(asked.refusal(), publicUrl));
    }
    Step domain = TrustedDomain.check(agent.text("redirect_domain"), publicUrl);
    return asked.refusal().isEmpty() || asked.refusedWith(ErrorCodes.CODE_INVALID)
        ? List.of(domain)
        : List.of(domain, Advice.onAnswer(SIGN_IN, asked));
  }

  private Step agent(Answer answer) throws ProviderException {
    if (!answer.text("agentid").orElse(app.agentId()).equals(app.agentId())) {
      throw answer.unexpected("is about another app");
    }
    String name = answer.text("name").orElse(app.agentId());
    if (!answer.text("close").orElse("0").equals("0")) {
      return Advice.onDisabledApp(AGENT, name);
    }
    return Step.passed(AGENT, new Text("The app “" + name + "” is enabled", "应用“" + name + "”已启用"));
  }

  private static Step visibleRange(Answer answer) {
    JsonNode departments = answer.at("allow_partys", "partyid");
    int people = answer.at("allow_userinfos", "user").size();
    int tags = answer.at("allow_tags", "tagid").size();
    if (VisibleRange.isWholeCompany(answer)) {
      return Step.passed(
          VISIBLE_RANGE, new Text("The app is visible to the whole company", "应用对全公司可见"));
    }
    if (departments.size() + people + tags == 0) {
      return Advice.onEmptyRange(VISIBLE_RANGE);
    }
    return Step.passed(
        VISIBLE_RANGE,
        new Text(
            "The app is visible to a part of the company: "
                + (departments.size() + " departments, " + people + " people, " + tags + " tags")
                + ". Group chats need the whole company.",
            "应用仅对部分成员可见："
                + (departments.size() + " 个部门、" + people + " 名成员、" + tags + " 个标签")
                + "。群聊功能要求可见范围为全公司。"));
  }

  private Step addressBook(Optional<Secret> appSecret, Deadline deadline) throws ProviderException {
    SecretTrial trial = trial(Descriptors.ADDRESS_BOOK_SECRET, deadline);
    if (trial.refusal().isPresent()) {
      return Advice.onAddressBookSecret(ADDRESS_BOOK, trial.refusal().get());
    }
    // It reads the app's part of the address book without complaint, and never the whole.
    if (appSecret.filter(trial.entered()::equals).isPresent()) {
      return Advice.onAppSecretInItsPlace(ADDRESS_BOOK);
    }
    Secret access = trial.working().orElseThrow().token();
    Answer answer = api.send(api.get(DEPARTMENTS_PATH), access, deadline);
    if (answer.refusal().isPresent()) {
      return Advice.onAddressBookAnswer(ADDRESS_BOOK, answer);
    }
    int departments = answer.at("department_id").size();
    return Step.passed(
        ADDRESS_BOOK,
        new Text(
            "The key of the address book is right: it reads " + departments + " departments",
            "通讯录 Secret 正确：可以读取 " + departments + " 个部门"));
  }
}
