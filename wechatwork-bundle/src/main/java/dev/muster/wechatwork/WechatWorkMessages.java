package dev.muster.wechatwork;

import dev.muster.spi.Deadline;
import dev.muster.spi.Secret;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.Messages;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.support.Answer;
import dev.muster.support.Sending;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Messages of the app to one member. The platform drops what is beyond 30 a minute unsaid. */
final class WechatWorkMessages implements Messages {
  private static final String PATH = "/cgi-bin/message/send";

  /** The platform's limit on a text. */
  private static final int MOST_BYTES = 2048;

  private final App app;
  private final Api api;

  WechatWorkMessages(App app, Api api) {
    this.app = app;
    this.api = api;
  }

  @Override
  public Delivery send(Message message, Deadline deadline) throws ProviderException {
    // "@all" and ids with a bar between them would be more than one person
    if (!message.company().equals(app.corpId())
        || !Profiles.USER_ID.matcher(message.userId()).matches()) {
      return Delivery.notReached();
    }
    HttpCall call = call(api, app, message.userId(), content(message));
    return api.asApp(token -> Sending.once(() -> delivery(call, token, deadline)), deadline);
  }

  /** A call that sends a text. */
  static HttpCall call(Api api, App app, String userId, String content) {
    return api.post(
        PATH,
        Map.of(
            "touser",
            userId,
            "msgtype",
            "text",
            "agentid",
            Long.valueOf(app.agentId()),
            "text",
            Map.of("content", content),
            "safe",
            0));
  }

  private Delivery delivery(HttpCall call, Secret token, Deadline deadline)
      throws ProviderException {
    return reached(api.send(call, token, deadline)) ? Delivery.sent() : Delivery.notReached();
  }

  /**
   * Whether it reached anybody. A success may name those whom it did not reach, which is all there
   * are of one.
   *
   * @throws ProviderException if the app was refused
   */
  static boolean reached(Answer answer) throws ProviderException {
    Answer judged =
        answer.orThrow(
            ErrorCodes.NOBODY_REACHED, ErrorCodes.NO_SUCH_MEMBER, ErrorCodes.MEMBER_OUTSIDE_RANGE);
    Optional<String> missed = judged.text("invaliduser").or(() -> judged.text("unlicenseduser"));
    return judged.refusal().isEmpty() && missed.isEmpty();
  }

  /** Of markup the platform knows links, which begin with a bracket that means nothing here. */
  private static String content(Message message) throws ProviderException {
    String text = message.title().map(title -> title + "\n\n").orElse("") + message.text().reveal();
    String plain = text.strip().replace('<', '＜');
    if (plain.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      throw new ProviderException(
          Code.REJECTED, "The message is longer than " + MOST_BYTES + " bytes", Optional.empty());
    }
    return plain;
  }
}
