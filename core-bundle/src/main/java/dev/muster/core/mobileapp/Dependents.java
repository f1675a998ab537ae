package dev.muster.core.mobileapp;

import dev.muster.api.ProblemException.Dependant;
import dev.muster.core.store.UnitOfWork;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What draws on a mobile app. */
public interface Dependents {
  /**
   * What signs people in with the help of a mobile app and could not any more, and war rooms that
   * are open on it where it would be gone.
   *
   * @param tenant the tenant's id
   * @param platform the platform's id
   * @param before the app as it is
   * @param after the app as it would be, or empty where it would be gone
   * @return what would break
   */
  List<Dependant> brokenBy(
      String tenant, String platform, MobileAppRecord before, Optional<MobileAppRecord> after);

  /**
   * The identity sources of a platform.
   *
   * @param tenant the tenant's id
   * @param platform the platform's id
   * @return their ids
   */
  List<String> of(String tenant, String platform);

  /**
   * Whether codes go as messages to the people of one of the identity sources of a platform.
   *
   * @param tenant the tenant's id
   * @param platform the platform's id
   * @return true if so
   */
  boolean sendCodes(String tenant, String platform);

  /**
   * Ends the sessions that began by identity sources which can sign nobody in any more.
   *
   * @param work the commit by which that comes
   * @param tenant the tenant's id
   * @param broken the sources
   * @param now the time
   */
  void endSessions(UnitOfWork work, String tenant, List<Dependant> broken, Instant now);

  /**
   * Deletes what is remembered of the people of a platform by what its mobile app said of them.
   *
   * @param work the commit by which the app goes
   * @param tenant the tenant's id
   * @param platform the platform's id
   */
  void forget(UnitOfWork work, String tenant, String platform);
}
