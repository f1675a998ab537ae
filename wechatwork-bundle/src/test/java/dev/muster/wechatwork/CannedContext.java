package dev.muster.wechatwork;

import dev.muster.spi.platform.Connection;
import dev.muster.spi.platform.ConnectionSettings;
import dev.muster.testkit.platform.CannedAnswers;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** An app whose platform answers what a test says. */
final class CannedContext extends CannedAnswers<CannedContext> {
  CannedContext() {
    answer(
        "/cgi-bin/gettoken",
        "{\"errcode\":0,\"errmsg\":\"ok\",\"access_token\":\"t\",\"expires_in\":7200}");
  }

  @Override
  protected CannedContext self() {
    return this;
  }

  Connection connect(Map<String, String> more) {
    return connect(more, Set.of("secret"));
  }

  Connection connect(Map<String, String> more, Set<String> secrets) {
    Map<String, String> fields = new HashMap<>(Map.of("corpId", "wwcorp", "agentId", "1000002"));
    fields.putAll(more);
    return new WechatWorkProvider().connect(ConnectionSettings.of("test", fields, secrets), this);
  }
}
