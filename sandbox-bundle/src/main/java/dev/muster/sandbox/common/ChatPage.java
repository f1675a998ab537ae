package dev.muster.sandbox.common;

import dev.muster.sandbox.SandboxRequest;
import dev.muster.sandbox.SandboxResponse;
import java.util.List;
import java.util.function.Function;

/** A group chat as it looks on the phone of somebody who is in it. */
final class ChatPage {
  /** Of a large chat the page names some. */
  private static final int MOST_NAMED = 20;

  private ChatPage() {}

  /**
   * The page.
   *
   * @param html begun, with the top of a phone
   * @param chat what it shows
   * @param app what the app is called
   * @param names what people are called, by id
   * @return the answer
   */
  static SandboxResponse of(Html html, GroupChat chat, String app, Function<String, Words> names) {
    html.add("<h2>{}</h2>", chat.title());
    if (!chat.standing()) {
      html.add("<p class=\"notice\">{}</p>", new Words("Dissolved", "群聊已解散"));
    }
    if (chat.muted()) {
      html.add("<p class=\"notice\">{}</p>", new Words("Only the owner can write", "仅群主可发言"));
    }
    members(html, chat, names);
    chat.pinnedMessage()
        .ifPresent(
            said ->
                html.add(
                    "<p class=\"notice\">{}{}</p>", new Words("Pinned: ", "置顶："), said.text()));
    html.add("<ul class=\"messages\">");
    for (GroupChat.Said said : chat.messages()) {
      html.add("<li><small>{}</small><p>{}</p></li>", app, said.text());
    }
    if (chat.messages().isEmpty()) {
      html.add("<li>{}</li>", new Words("No messages.", "暂无消息。"));
    }
    return html.add("</ul></div></section></main>").page(200);
  }

  private static void members(Html html, GroupChat chat, Function<String, Words> names) {
    int count = chat.members().size();
    html.add(
        "<p class=\"notice\"><small>{}</small> ",
        new Words(count == 1 ? "1 member: " : count + " members: ", count + " 名成员："));
    List<String> named = chat.members().subList(0, Math.min(MOST_NAMED, count));
    for (String id : named) {
      boolean owner = chat.owner().filter(id::equals).isPresent();
      html.add(
          "<span>{}{}</span> ",
          names.apply(id),
          owner ? new Words(" (owner)", "（群主）") : new Words("", ""));
    }
    html.add("{}</p>", count > named.size() ? "…" : "");
  }

  /** Links to the chats of somebody, or of all. */
  static Html links(Html html, SandboxRequest request, List<GroupChat> chats) {
    html.add("<ul class=\"chats\">");
    for (GroupChat chat : chats) {
      html.add(
          "<li><a href=\"{}/chat?id={}\">{}</a> <small>{}</small></li>",
          request.mount(),
          chat.idInQuery(),
          chat.title().isEmpty() ? chat.id() : chat.title(),
          chat.standing() ? chat.members().size() : new Words("dissolved", "已解散"));
    }
    return html.add("</ul>");
  }
}
