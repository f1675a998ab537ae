package dev.muster.core.code;

import dev.muster.api.Branding;
import dev.muster.api.Brandings;
import dev.muster.api.Versioned;
import dev.muster.core.check.Texts;
import dev.muster.core.code.OneTimeCodes.Flow;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import dev.muster.spi.hook.CodeDelivery.Address;
import dev.muster.spi.hook.CodeDelivery.Message;
import java.util.Map;

/** What a person reads who gets a code. */
final class CodeMessages {
  private static final Text SUBJECT = new Text("Your code for {company}", "{company}验证码");

  private static final Text CODE = new Text("Your code is {code}.", "您的验证码是 {code}。");

  private static final Text TIME =
      new Text("It works once, within {minutes} minutes.", "验证码在 {minutes} 分钟内有效，仅可使用一次。");

  private static final Text WARNING =
      new Text(
          "Tell it to nobody. Nobody at {company} will ever ask you for it. If you did not ask for"
              + " it, ignore this message: without the code nothing changes.",
          "请勿将验证码告诉任何人，{company} 绝不会向您索要验证码。如非您本人操作，请忽略本消息，您的账号不会有任何变化。");

  private static final int MOST_OF_A_NAME = 40;

  private final Brandings brandings;

  CodeMessages(Brandings brandings) {
    this.brandings = brandings;
  }

  /**
   * What somebody reads.
   *
   * @param subject a line, without the code
   * @param body plain text, with the code
   * @param language of both
   */
  record Written(String subject, Secret body, String language) {}

  Message message(Flow flow, String language, Address to, Secret code) {
    String company = company(flow);
    Written text = written(flow, language, company, code);
    return new Message(
        flow.tenant(),
        company,
        to,
        flow.purpose().id(),
        language,
        code,
        OneTimeCodes.LIFETIME,
        text.subject,
        text.body);
  }

  /** The same as a message of a platform, which are short. */
  Written written(Flow flow, String language, Secret code) {
    return written(flow, language, shown(company(flow)), code);
  }

  private String company(Flow flow) {
    return brandings
        .find(flow.tenant())
        .map(Versioned::value)
        .map(Branding::displayName)
        .orElse(flow.tenant());
  }

  private static Written written(Flow flow, String language, String company, Secret code) {
    String text =
        String.join(
                "\n\n",
                CODE.in(language).replace("{code}", code.reveal()),
                sentence(flow, language)
                    + (language.startsWith("zh") ? "" : " ")
                    + TIME.in(language)
                        .replace("{minutes}", Long.toString(OneTimeCodes.LIFETIME.toMinutes())),
                WARNING.in(language))
            + "\n";
    return new Written(
        SUBJECT.in(language).replace("{company}", company),
        Secret.of(text.replace("{company}", company)),
        language);
  }

  private static String sentence(Flow flow, String language) {
    String sentence = flow.purpose().sentence().in(language);
    for (Map.Entry<String, String> name : flow.names().entrySet()) {
      sentence = sentence.replace("{" + name.getKey() + "}", shown(name.getValue()));
    }
    return sentence;
  }

  /** People choose what they are called: one line of it, and no more than a name. */
  private static String shown(String name) {
    return Texts.cut(Texts.oneLine(name), MOST_OF_A_NAME);
  }
}
