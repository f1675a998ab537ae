package dev.muster.spi.platform;

import java.util.Map;
import java.util.Set;

record ConnectionSettingsRecord(String tenant, Map<String, String> fields, Set<String> secretFields)
    implements ConnectionSettings {
  ConnectionSettingsRecord {
    fields = Map.copyOf(fields);
    secretFields = Set.copyOf(secretFields);
  }
}
