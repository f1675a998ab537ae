package dev.muster.spi.hook;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Something happened to the binding of a tenant to a platform. */
public sealed interface MobileAppEvent extends DomainEvent {
  /**
   * The platform that is bound.
   *
   * @return the platform's id
   */
  String platform();

  @Override
  default String subject() {
    return Subjects.mobileApp(platform());
  }

  /**
   * The binding of a tenant to a platform changed.
   *
   * @param platform the platform's id
   * @param change what happened to it
   * @param fields the names of the fields that changed
   */
  record MobileAppChanged(String platform, BindingChange change, Set<String> fields)
      implements MobileAppEvent {
    /** Copies the fields. */
    public MobileAppChanged {
      fields = Set.copyOf(fields);
    }

    @Override
    public EventAction action() {
      return change.action;
    }

    @Override
    public Map<String, String> detail() {
      return fields.isEmpty()
          ? Map.of()
          : Map.of("fields", String.join(",", new TreeSet<>(fields)));
    }
  }

  /** What happens to bindings. */
  enum BindingChange {
    /** It exists. */
    CREATED(EventAction.MOBILE_APP_CREATED),
    /** Its fields have changed. */
    CHANGED(EventAction.MOBILE_APP_CHANGED),
    /** It has other keys. */
    KEYS_MODIFIED(EventAction.MOBILE_APP_KEYS_MODIFIED),
    /** It is gone. */
    DELETED(EventAction.MOBILE_APP_DELETED);

    private final EventAction action;

    BindingChange(EventAction action) {
      this.action = action;
    }
  }

  /**
   * Much of what the platform gives only so much of was used, told once in a period.
   *
   * @param platform the platform's id
   * @param quota the quota's id
   * @param level how much
   * @param used how many calls were counted; fewer than the limit where the platform itself said
   *     that nothing is left
   * @param limit how many there are
   */
  record QuotaReached(String platform, String quota, QuotaLevel level, long used, long limit)
      implements MobileAppEvent {
    @Override
    public EventAction action() {
      return level.action;
    }

    @Override
    public Map<String, String> detail() {
      return Map.of("quota", quota, "used", Long.toString(used), "limit", Long.toString(limit));
    }
  }

  /** How much of a quota is used. */
  enum QuotaLevel {
    /** Four fifths. */
    LOW(EventAction.MOBILE_APP_QUOTA_LOW),
    /** All of it. */
    USED_UP(EventAction.MOBILE_APP_QUOTA_USED_UP);

    private final EventAction action;

    QuotaLevel(EventAction action) {
      this.action = action;
    }
  }
}
