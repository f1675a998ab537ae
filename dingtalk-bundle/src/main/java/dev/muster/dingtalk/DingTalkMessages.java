package dev.muster.dingtalk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.spi.Deadline;
import dev.muster.spi.Secret;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.Messages;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.support.Answer;
import dev.muster.support.Sending;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Messages of the app's robot to one employee. The robot of an in-house app is its client ID. */
final class DingTalkMessages implements Messages {
  private static final String PATH = "/v1.0/robot/oToMessages/batchSend";

  /** Shown as it is: no markup. */
  private static final String PLAIN = "sampleText";

  private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,128}");

  private final App app;
  private final Api api;

  DingTalkMessages(App app, Api api) {
    this.app = app;
    this.api = api;
  }

  @Override
  public Delivery send(Message message, Deadline deadline) throws ProviderException {
    if (!message.company().equals(app.corpId()) || !ID.matcher(message.userId()).matches()) {
      return Delivery.notReached();
    }
    String text = message.title().map(title -> title + "\n\n").orElse("") + message.text().reveal();
    HttpCall call = call(api, app, message.userId(), text.strip());
    return api.asApp(token -> Sending.once(() -> delivery(call, token, deadline)), deadline);
  }

  /** A call that sends a text. */
  static HttpCall call(Api api, App app, String userId, String text) {
    return api.newPost(
        PATH,
        Map.of(
            "robotCode",
            app.clientId(),
            "userIds",
            List.of(userId),
            "msgKey",
            PLAIN,
            "msgParam",
            api.jsonText(Map.of("content", text))));
  }

  private Delivery delivery(HttpCall call, Secret token, Deadline deadline)
      throws ProviderException {
    return reached(api.asAppOfNew(call, token, deadline)) ? Delivery.sent() : Delivery.notReached();
  }

  /**
   * Whether it reached anybody: a success may name those whom it did not reach, which is all there
   * are of one.
   *
   * @throws ProviderException if the app was refused, or has sent them too many
   */
  static boolean reached(Answer answer) throws ProviderException {
    Answer judged = answer.orThrow(ErrorCodes.NOBODY, ErrorCodes.PERSON_OUTSIDE_RANGE);
    if (judged.refusal().isPresent() || names(judged, "invalidStaffIdList")) {
      return false;
    }
    if (names(judged, "flowControlledStaffIdList")) {
      throw new ProviderException(
          Code.THROTTLED, PATH + " has sent this person too many", Optional.empty());
    }
    judged.require("processQueryKey");
    return true;
  }

  private static boolean names(Answer answer, String list) throws ProviderException {
    JsonNode names = answer.at(list);
    if (!names.isMissingNode() && !names.isNull() && !names.isArray()) {
      throw answer.unexpected("has a " + list + " that is no list");
    }
    return !names.isEmpty();
  }
}
