package dev.muster.dingtalk;

import dev.muster.spi.Secret;
import dev.muster.spi.platform.Connection;
import dev.muster.spi.platform.ConnectionSettings;
import dev.muster.testkit.platform.CannedAnswers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An app whose platform answers what a test says. */
final class CannedContext extends CannedAnswers<CannedContext> {
  private final Map<String, String> fields =
      new HashMap<>(Map.of("corpId", "dingcorp", "clientId", "dingapp"));
  private final Map<String, String> secrets = new HashMap<>(Map.of("clientSecret", "a secret"));
  private Instant now = Instant.parse("2026-03-01T08:00:00Z");

  @Override
  protected CannedContext self() {
    return this;
  }

  CannedContext field(String name, String value) {
    fields.put(name, value);
    return this;
  }

  CannedContext secret(String name, String value) {
    secrets.put(name, value);
    return this;
  }

  CannedContext at(Instant time) {
    now = time;
    return this;
  }

  Connection connect() {
    return new DingTalkProvider()
        .connect(ConnectionSettings.of("test", fields, Set.copyOf(secrets.keySet())), this);
  }

  @Override
  protected Optional<Secret> secret(String field) {
    return Optional.ofNullable(secrets.get(field)).map(Secret::of);
  }

  @Override
  public Clock clock() {
    return Clock.fixed(now, ZoneOffset.UTC);
  }
}
