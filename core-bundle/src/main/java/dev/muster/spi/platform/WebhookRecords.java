package dev.muster.spi.platform;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the values of {@link Webhooks} are. */
final class WebhookRecords {
  private WebhookRecords() {}

  record RequestRecord(
      String method, Map<String, String> query, Map<String, String> headers, byte[] body)
      implements WebhookRequest {
    RequestRecord {
      query = Map.copyOf(query);
      headers = Map.copyOf(headers);
    }
  }

  record AcceptedRecord(
      String contentType, byte[] answer, String platformTenant, List<WebhookEvent> events)
      implements Webhooks.Received.Accepted {
    AcceptedRecord {
      events = List.copyOf(events);
      if (platformTenant.isEmpty() && !events.isEmpty()) {
        throw new IllegalArgumentException("Events are those of a company");
      }
    }

    @Override
    public AcceptedRecord withEvents(String company, List<WebhookEvent> told) {
      return new AcceptedRecord(contentType, answer, company, told);
    }
  }

  record RejectedRecord(String reason) implements Webhooks.Received.Rejected {}

  record UserLeftRecord(String id, Instant at, String userId) implements WebhookEvent.UserLeft {}

  record UserChangedRecord(String id, Instant at, String userId)
      implements WebhookEvent.UserChanged {}

  record UserRenamedRecord(String id, Instant at, String userId, String newUserId)
      implements WebhookEvent.UserRenamed {}

  record DepartmentChangedRecord(String id, Instant at, String departmentId)
      implements WebhookEvent.DepartmentChanged {}

  record ChatMessageRecord(
      String id, Instant at, String chatId, String userId, Optional<String> text)
      implements WebhookEvent.ChatMessage {
    @Override
    public ChatMessageRecord withText(Optional<String> said) {
      return new ChatMessageRecord(id, at, chatId, userId, said);
    }
  }

  record ChatMembersChangedRecord(
      String id, Instant at, String chatId, List<String> joined, List<String> left)
      implements WebhookEvent.ChatMembersChanged {
    ChatMembersChangedRecord {
      joined = List.copyOf(joined);
      left = List.copyOf(left);
    }
  }

  record ChatRenamedRecord(String id, Instant at, String chatId, String title)
      implements WebhookEvent.ChatRenamed {}

  record ChatDissolvedRecord(String id, Instant at, String chatId)
      implements WebhookEvent.ChatDissolved {}
}
