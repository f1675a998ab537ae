package dev.muster.core.platform.connection;

import java.util.Map;
import java.util.UUID;

/**
 * An app as it is bound at the moment, by a mobile app or by an identity source: what a connection
 * is made of.
 *
 * @param tenant the tenant's id
 * @param platform the platform's id
 * @param id what binds it, {@code mobile-app:wechatwork} or {@code identity-source:wecom}; unique
 *     in the tenant
 * @param stamp another after every change of anything below; compared, never ordered
 * @param fields effective values of the fields that are not secret, by name; no blank ones
 * @param secrets effective secrets by field
 */
public record Binding(
    String tenant,
    String platform,
    String id,
    String stamp,
    Map<String, String> fields,
    Map<String, BoundSecret> secrets) {
  /** Copies. */
  public Binding {
    fields = Map.copyOf(fields);
    secrets = Map.copyOf(secrets);
  }

  /** An app that is not bound; its connection is closed by the next draft. */
  public static Binding ofDraft(
      String tenant,
      String platform,
      Map<String, String> fields,
      Map<String, BoundSecret> secrets) {
    String once = UUID.randomUUID().toString();
    return new Binding(tenant, platform, "draft:" + platform, once, fields, secrets);
  }

  @Override
  public String toString() {
    return "Binding[" + tenant + "/" + id + "]";
  }
}
