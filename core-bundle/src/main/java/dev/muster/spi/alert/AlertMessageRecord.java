package dev.muster.spi.alert;

import java.util.List;
import java.util.Optional;

record AlertMessageRecord(List<AlertGroup> groups, Optional<String> key) implements AlertMessage {
  AlertMessageRecord {
    groups = List.copyOf(groups);
  }

  @Override
  public AlertMessage withKey(String name) {
    return new AlertMessageRecord(groups, Optional.of(name));
  }
}
