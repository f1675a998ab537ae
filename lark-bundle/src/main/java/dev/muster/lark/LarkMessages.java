package dev.muster.lark;

import dev.muster.spi.Deadline;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.Messages;
import dev.muster.spi.platform.ProviderException;
import dev.muster.support.Answer;
import dev.muster.support.Sending;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Messages of the app's bot to one person. */
final class LarkMessages implements Messages {
  private static final String PATH = "/open-apis/im/v1/messages";

  private final Api api;

  LarkMessages(Api api) {
    this.api = api;
  }

  @Override
  public Delivery send(Message message, Deadline deadline) throws ProviderException {
    if (!Profiles.USER_ID.matcher(message.userId()).matches()) {
      return Delivery.notReached();
    }
    HttpCall call = call(api, message);
    return api.asApp(
        access ->
            access.tenantKey().equals(message.company())
                ? Sending.once(() -> delivery(api.send(call, access.token(), deadline)))
                : Delivery.notReached(),
        deadline);
  }

  /** A call that sends rich text, of which only plain text is used: a text could mention people. */
  static HttpCall call(Api api, Message message) {
    Map<String, String> body = new HashMap<>();
    body.put("receive_id", message.userId());
    body.put("msg_type", "post");
    body.put("content", api.jsonText(content(message)));
    message.key().ifPresent(it -> body.put("uuid", it));
    return api.post(PATH, body).withQuery("receive_id_type", "user_id");
  }

  private static Delivery delivery(Answer answer) throws ProviderException {
    return reached(answer) ? Delivery.sent() : Delivery.notReached();
  }

  /**
   * Whether it reached anybody.
   *
   * @throws ProviderException if the app was refused
   */
  static boolean reached(Answer answer) throws ProviderException {
    Answer judged =
        answer.orThrow(
            ErrorCodes.NOBODY_REACHED,
            ErrorCodes.STILL_SENDING,
            ErrorCodes.NO_SUCH_PERSON,
            ErrorCodes.OTHER_TENANTS_ID,
            ErrorCodes.PERSON_OUTSIDE_RANGE);
    if (judged.refusal().isEmpty()) {
      judged.require(judged.at("data"), "message_id");
      return true;
    }
    return judged.refusedWith(ErrorCodes.STILL_SENDING);
  }

  private static Map<String, ?> content(Message message) {
    List<List<Map<String, String>>> lines =
        message.text().reveal().strip().lines().map(LarkMessages::line).toList();
    String language =
        message.language().toLowerCase(Locale.ROOT).startsWith("zh") ? "zh_cn" : "en_us";
    return Map.of(language, Map.of("title", message.title().orElse(""), "content", lines));
  }

  private static List<Map<String, String>> line(String text) {
    return List.of(Map.of("tag", "text", "text", text));
  }
}
