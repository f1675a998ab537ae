package dev.muster.core.binding;

import dev.muster.api.Platforms;
import dev.muster.api.ProblemException.Dependant;
import dev.muster.core.form.FormValues;
import dev.muster.core.form.Inheritance;
import dev.muster.core.mobileapp.Dependents;
import dev.muster.core.mobileapp.MobileAppRecord;
import dev.muster.core.source.SourceRecord;
import dev.muster.core.source.SourceSignOut;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.warroom.OpenChats;
import dev.muster.spi.storage.Query;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The sources and the open war rooms of a platform. */
@Component(service = Dependents.class)
public final class StoredDependents implements Dependents {
  private final Repository<SourceRecord> sources;
  private final Platforms platforms;
  private final SourceSignOut signOut;
  private final OpenChats chats;

  /** Made by Declarative Services. */
  @Activate
  public StoredDependents(
      @Reference Storage storage,
      @Reference Platforms platforms,
      @Reference SourceSignOut signOut,
      @Reference OpenChats chats) {
    this.sources = storage.repository(SourceRecord.SCHEMA);
    this.platforms = platforms;
    this.signOut = signOut;
    this.chats = chats;
  }

  @Override
  public List<Dependant> brokenBy(
      String tenant, String platform, MobileAppRecord before, Optional<MobileAppRecord> after) {
    Optional<Inheritance> inheritance =
        platforms.find(platform).flatMap(Platforms.Platform::descriptor).map(Inheritance::of);
    List<Dependant> broken = new ArrayList<>(sources(tenant, platform, inheritance, before, after));
    if (after.isEmpty()) {
      broken.addAll(chats.on(tenant, platform));
    }
    return broken;
  }

  private List<Dependant> sources(
      String tenant,
      String platform,
      Optional<Inheritance> inheritance,
      MobileAppRecord before,
      Optional<MobileAppRecord> after) {
    return all(tenant, platform).stream()
        .filter(
            each ->
                inheritance
                    .map(it -> breaks(it, each.value(), before, after))
                    // nobody can tell: better to ask for force than to break a sign-in
                    .orElse(after.isEmpty()))
        .map(
            each ->
                new Dependant(
                    "identity-source", each.key().id(), each.value().settings().displayName()))
        .toList();
  }

  private static boolean breaks(
      Inheritance inheritance,
      SourceRecord source,
      MobileAppRecord before,
      Optional<MobileAppRecord> after) {
    FormValues own = source.values();
    return inheritance.missing(own, Optional.of(before.values())).isEmpty()
        && !inheritance.missing(own, after.map(MobileAppRecord::values)).isEmpty();
  }

  @Override
  public List<String> of(String tenant, String platform) {
    return all(tenant, platform).stream().map(each -> each.key().id()).toList();
  }

  @Override
  public boolean sendCodes(String tenant, String platform) {
    return all(tenant, platform).stream().anyMatch(each -> each.value().settings().codes());
  }

  @Override
  public void endSessions(UnitOfWork work, String tenant, List<Dependant> broken, Instant now) {
    for (Dependant each : broken) {
      sources
          .find(tenant, each.id())
          .ifPresent(
              it -> {
                work.add(sources.replace(it, it.value().signedOut(now)));
                signOut.after(work, tenant, each.id());
              });
    }
  }

  @Override
  public void forget(UnitOfWork work, String tenant, String platform) {
    chats.forget(work, tenant, platform);
  }

  private List<Stored<SourceRecord>> all(String tenant, String platform) {
    return sources.all(
        tenant, new Query.Equal(SourceRecord.BY_PLATFORM, platform), SourceRecord.MAX_OF_TENANT);
  }
}
