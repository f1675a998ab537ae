package dev.muster.core.mobileapp;

import java.util.List;

/** What draws on a mobile app. */
public interface Dependents {
  /**
   * The identity sources that lack credentials of their own.
   *
   * @param tenant the tenant's id
   * @param platform the platform's id
   * @return their ids
   */
  List<String> drawingOn(String tenant, String platform);

  /**
   * The identity sources of a platform.
   *
   * @param tenant the tenant's id
   * @param platform the platform's id
   * @return their ids
   */
  List<String> of(String tenant, String platform);
}
