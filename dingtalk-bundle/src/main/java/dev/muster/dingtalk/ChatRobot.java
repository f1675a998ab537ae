package dev.muster.dingtalk;

import dev.muster.spi.Deadline;
import dev.muster.spi.Secret;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.ProviderException;
import dev.muster.support.Answer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Who speaks in chats. */
enum ChatRobot {
  /** The robot of the template, which is in every chat that is made of it. */
  GROUP("group") {
    @Override
    boolean mentions() {
      return true;
    }

    @Override
    Map<String, String> parameters(ChatTexts texts) {
      String text = texts.body().text();
      return texts.markdown()
          ? Map.of("title", texts.heading(), "markdown_content", text)
          : Map.of("content", text);
    }

    @Override
    HttpCall call(Api api, App app, String chatId, ChatTexts texts) {
      Map<String, Object> body = new LinkedHashMap<>();
      body.put("target_open_conversation_id", chatId);
      body.put("robot_code", app.groupRobotId().orElse(""));
      body.put(
          "msg_template_id",
          texts.markdown() ? "inner_app_template_markdown" : "inner_app_template_text");
      body.put("msg_param_map", api.jsonText(parameters(texts)));
      body.put("is_at_all", false);
      if (!texts.mentions().isEmpty()) {
        body.put("at_users", texts.mentions());
      }
      return api.oldPost("/topapi/im/chat/scencegroup/message/send_v2", body);
    }

    @Override
    Answer send(Api api, HttpCall call, Secret token, Deadline deadline) throws ProviderException {
      return api.asApp(call, token, deadline);
    }
  },
  /** The app's own, which somebody has to put into the template, or into each chat. */
  APP("app") {
    @Override
    boolean mentions() {
      return false;
    }

    @Override
    Map<String, String> parameters(ChatTexts texts) {
      String text = texts.body().text();
      return texts.markdown()
          ? Map.of("title", texts.heading(), "text", text)
          : Map.of("content", text);
    }

    @Override
    HttpCall call(Api api, App app, String chatId, ChatTexts texts) {
      return api.newPost(
          "/v1.0/robot/groupMessages/send",
          Map.of(
              "robotCode",
              app.clientId(),
              "openConversationId",
              chatId,
              "msgKey",
              texts.markdown() ? "sampleMarkdown" : "sampleText",
              "msgParam",
              api.jsonText(parameters(texts))));
    }

    @Override
    Answer send(Api api, HttpCall call, Secret token, Deadline deadline) throws ProviderException {
      return api.asAppOfNew(call, token, deadline);
    }
  };

  private final String id;

  ChatRobot(String id) {
    this.id = id;
  }

  /** What the setting calls it. */
  String id() {
    return id;
  }

  /** Which fields of the app's form are missing for chats, of those that are needed. */
  Set<String> missing(App app) {
    Set<String> missing = new TreeSet<>();
    if (app.groupTemplateId().isEmpty()) {
      missing.add(Descriptors.GROUP_TEMPLATE_ID);
    }
    if (this == GROUP && app.groupRobotId().isEmpty()) {
      missing.add(Descriptors.GROUP_ROBOT_ID);
    }
    return missing;
  }

  /** Whether it can tell people that they are named. */
  abstract boolean mentions();

  /** Title and text as the platform calls them. */
  abstract Map<String, String> parameters(ChatTexts texts);

  /** The call that says something in a chat. */
  abstract HttpCall call(Api api, App app, String chatId, ChatTexts texts);

  /** Sends that call by the API that has it. */
  abstract Answer send(Api api, HttpCall call, Secret token, Deadline deadline)
      throws ProviderException;
}
