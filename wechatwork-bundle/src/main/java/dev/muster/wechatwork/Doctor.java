package dev.muster.wechatwork;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.spi.Deadline;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import dev.muster.spi.platform.CheckEnvironment;
import dev.muster.spi.platform.CheckReport;
import dev.muster.spi.platform.CheckReport.Step;
import dev.muster.spi.platform.ProviderContext;
import dev.muster.spi.platform.ProviderException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
  static final String ADDRESS_BOOK = "address-book";

  private static final String AGENT_PATH = "/cgi-bin/agent/get";
  private static final String CALLBACKS = "callbacks";
  private static final String DEPARTMENTS_PATH = "/cgi-bin/department/simplelist";
  private static final String NO_CODE = "muster-check";
  private static final int WHOLE_COMPANY = 1;

  private final App app;
  private final Api api;
  private final ProviderContext context;

  Doctor(App app, Api api, ProviderContext context) {
    this.app = app;
    this.api = api;
    this.context = context;
  }

  CheckReport check(CheckEnvironment environment, Deadline deadline) {
    List<Step> steps = new ArrayList<>();
    Optional<Secret> appSecret = Optional.empty();
    try {
      Trial trial = tryKey(Descriptors.SECRET, deadline);
      appSecret = Optional.of(trial.entered());
      steps.add(trial.verdict(TOKEN, Advice::onAppSecret));
      trial
          .accessToken()
          .ifPresent(access -> steps.addAll(checkApp(access, environment, deadline)));
    } catch (ProviderException e) {
      steps.add(Advice.onFault(TOKEN, e));
    }
    if (app.hasAddressBookSecret()) {
      steps.add(checkAddressBook(appSecret, deadline));
    }
    if (app.callbackKeys() == 1) {
      steps.add(Advice.onHalfOfTheCallbackKeys(CALLBACKS));
    } else if (app.callbackKeys() == 2) {
      steps.add(
          Step.passed(
              CALLBACKS,
              new Text(
                  "Events are taken in; WeCom itself checks the address when it is saved there",
                  "已可接收事件；在企业微信后台保存回调地址时会由其自行验证")));
    }
    return new CheckReport(steps);
  }

  /**
   * Asks for a token. The context falls back on the previous key when the one entered last is
   * refused, which must not look as if that one were right: what was refused is kept.
   */
  private Trial tryKey(String field, Deadline deadline) throws ProviderException {
    List<Secret> tried = new ArrayList<>();
    List<Answer> refused = new ArrayList<>();
    try {
      return context.withSecret(
          field,
          secret -> {
            tried.add(secret);
            Answer answer = api.askForToken(app.corpId(), secret, deadline);
            if (answer.errcode() != ErrorCodes.OK) {
              refused.add(answer);
            }
            Secret access = Api.token(answer).value();
            return new Trial(tried.get(0), Optional.of(access), refused.stream().findFirst());
          },
          deadline);
    } catch (ProviderException e) {
      if (refused.isEmpty()) {
        throw e;
      }
      return new Trial(tried.get(0), Optional.empty(), Optional.of(refused.get(0)));
    }
  }

  /**
   * What came of a key.
   *
   * @param entered the key that was entered last
   * @param accessToken a token, also one of the previous key
   * @param refusal what the platform said to the key that was entered last, if it refused it
   */
  private record Trial(Secret entered, Optional<Secret> accessToken, Optional<Answer> refusal) {
    Step verdict(String id, Advice.OfAnswer advice) throws ProviderException {
      if (refusal.isPresent()) {
        return advice.step(id, refusal.get());
      }
      return Step.passed(
          id, new Text("The enterprise ID and the key belong together", "企业 ID 与 Secret 匹配"));
    }
  }

  private List<Step> checkApp(Secret access, CheckEnvironment environment, Deadline deadline) {
    List<Step> steps = new ArrayList<>();
    try {
      Answer answer =
          api.send(api.get(AGENT_PATH).withQuery("agentid", app.agentId()), access, deadline);
      int errcode = answer.errcode();
      if (errcode == ErrorCodes.ADDRESS_NOT_ALLOWED) {
        steps.add(Advice.onAnswer(TRUSTED_IP, answer));
      } else if (errcode != ErrorCodes.OK) {
        steps.add(Advice.onAnswer(AGENT, answer));
      } else {
        steps.add(
            Step.passed(
                TRUSTED_IP, new Text("WeCom accepts calls from our address", "企业微信接受来自本机地址的调用")));
        steps.add(agent(answer));
        steps.add(visibleRange(answer));
        steps.addAll(signIn(answer, access, environment.publicUrl(), deadline));
      }
    } catch (ProviderException e) {
      steps.add(Advice.onFault(AGENT, e));
    }
    return steps;
  }

  /** Asks whose a code is that is none: what refuses the app refuses it before the code. */
  private List<Step> signIn(Answer agent, Secret access, URI publicUrl, Deadline deadline)
      throws ProviderException {
    Answer asked =
        api.send(api.get(Endpoints.WEB_CODE_PATH).withQuery("code", NO_CODE), access, deadline);
    int errcode = asked.errcode();
    if (errcode == ErrorCodes.UNTRUSTED_DOMAIN) {
      return List.of(TrustedDomain.refused(errcode, publicUrl));
    }
    Step domain = TrustedDomain.check(agent.text("redirect_domain"), publicUrl);
    return errcode == ErrorCodes.OK || ErrorCodes.CODE_INVALID.contains(errcode)
        ? List.of(domain)
        : List.of(domain, Advice.onAnswer(SIGN_IN, asked));
  }

  private Step agent(Answer answer) throws ProviderException {
    if (!answer.text("agentid").orElse(app.agentId()).equals(app.agentId())) {
      throw answer.unexpected("is about another app");
    }
    String name = answer.text("name").orElse(app.agentId());
    if (answer.number("close").orElse(0) != 0) {
      return Advice.onDisabledApp(AGENT, name);
    }
    return Step.passed(AGENT, new Text("The app “" + name + "” is enabled", "应用“" + name + "”已启用"));
  }

  private static Step visibleRange(Answer answer) {
    JsonNode departments = answer.at("allow_partys", "partyid");
    int people = answer.at("allow_userinfos", "user").size();
    int tags = answer.at("allow_tags", "tagid").size();
    for (JsonNode id : departments) {
      if (id.asInt() == WHOLE_COMPANY) {
        return Step.passed(
            VISIBLE_RANGE, new Text("The app is visible to the whole company", "应用对全公司可见"));
      }
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

  private Step checkAddressBook(Optional<Secret> appSecret, Deadline deadline) {
    try {
      Trial trial = tryKey(Descriptors.ADDRESS_BOOK_SECRET, deadline);
      Step verdict = trial.verdict(ADDRESS_BOOK, Advice::onAddressBookSecret);
      if (!verdict.ok() || trial.accessToken().isEmpty()) {
        return verdict;
      }
      // It reads the app's part of the address book without complaint, and never the whole.
      if (appSecret.filter(trial.entered()::equals).isPresent()) {
        return Advice.onAppSecretInItsPlace(ADDRESS_BOOK);
      }
      Answer answer = api.send(api.get(DEPARTMENTS_PATH), trial.accessToken().get(), deadline);
      if (answer.errcode() != ErrorCodes.OK) {
        return Advice.onAddressBookAnswer(ADDRESS_BOOK, answer);
      }
      int departments = answer.at("department_id").size();
      return Step.passed(
          ADDRESS_BOOK,
          new Text(
              "The address book can be read: " + departments + " departments",
              "可以读取通讯录：共 " + departments + " 个部门"));
    } catch (ProviderException e) {
      return Advice.onFault(ADDRESS_BOOK, e);
    }
  }
}
