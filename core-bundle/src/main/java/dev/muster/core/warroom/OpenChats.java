package dev.muster.core.warroom;

import dev.muster.api.ProblemException.Dependant;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.UnitOfWork;
import dev.muster.spi.storage.Query;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The rooms that rest on a mobile app, and what is remembered of whom it searched for. */
@Component(service = OpenChats.class)
public final class OpenChats {
  /** Nobody reads more of them. */
  private static final int MOST = 100;

  private final Repository<ChatRecord> chats;
  private final Repository<SearchedRecord> searched;

  /** Made by Declarative Services. */
  @Activate
  public OpenChats(@Reference Storage storage) {
    this.chats = storage.repository(ChatRecord.SCHEMA);
    this.searched = storage.repository(SearchedRecord.SCHEMA);
  }

  /**
   * The rooms that have a chat on a platform and are not closed there.
   *
   * @return some of them, if there are very many
   */
  public List<Dependant> on(String tenant, String platform) {
    return chats
        .query(tenant, new Query.Equal(ChatRecord.IN_USE, platform), false, MOST, Optional.empty())
        .items()
        .stream()
        .map(each -> new Dependant("war-room", each.value().room(), each.value().roomTitle()))
        .toList();
  }

  /**
   * Deletes what is remembered of whom the app of a platform did not find.
   *
   * @param work the commit by which the app goes
   */
  public void forget(UnitOfWork work, String tenant, String platform) {
    searched
        .all(tenant, new Query.Equal(SearchedRecord.BY_PLATFORM, platform), SearchedRecord.PIECES)
        .forEach(it -> work.add(searched.delete(it)));
  }
}
