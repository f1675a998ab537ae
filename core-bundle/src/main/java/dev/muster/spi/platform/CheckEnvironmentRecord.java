package dev.muster.spi.platform;

import java.net.URI;
import java.util.List;
import java.util.Set;

record CheckEnvironmentRecord(
    URI publicUrl, List<URI> callbackUrls, Set<String> groups, boolean messages)
    implements CheckEnvironment {
  CheckEnvironmentRecord {
    callbackUrls = List.copyOf(callbackUrls);
    groups = Set.copyOf(groups);
  }

  @Override
  public CheckEnvironment withGroups(Set<String> ids) {
    return new CheckEnvironmentRecord(publicUrl, callbackUrls, ids, messages);
  }

  @Override
  public CheckEnvironment withMessages() {
    return new CheckEnvironmentRecord(publicUrl, callbackUrls, groups, true);
  }
}
