package dev.muster.spi.hook;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Something happened to an identity source. */
public sealed interface IdentitySourceEvent extends DomainEvent {
  /**
   * The identity source it happened to.
   *
   * @return the identity source's id
   */
  String identitySource();

  @Override
  default String subject() {
    return Subjects.identitySource(identitySource());
  }

  /**
   * An identity source changed.
   *
   * @param identitySource the identity source's id
   * @param change what happened to it
   */
  record IdentitySourceChanged(String identitySource, ResourceChange change)
      implements IdentitySourceEvent {
    @Override
    public EventAction action() {
      return change.of(
          EventAction.IDENTITY_SOURCE_CREATED,
          EventAction.IDENTITY_SOURCE_CHANGED,
          EventAction.IDENTITY_SOURCE_DELETED);
    }
  }

  /**
   * Somebody prepared a try of an identity source: a sign-in that makes no session, user or link.
   *
   * @param identitySource the identity source's id
   */
  record IdentitySourceTried(String identitySource) implements IdentitySourceEvent {
    @Override
    public EventAction action() {
      return EventAction.IDENTITY_SOURCE_TRIED;
    }
  }

  /**
   * An identity source trusts fields that its platform does not verify.
   *
   * @param identitySource the identity source's id
   * @param fields the fields that it trusts since now
   */
  record TrustAdded(String identitySource, Set<String> fields) implements IdentitySourceEvent {
    /** Copies the fields. */
    public TrustAdded {
      fields = Set.copyOf(fields);
    }

    @Override
    public EventAction action() {
      return EventAction.IDENTITY_SOURCE_TRUST_ADDED;
    }

    @Override
    public Map<String, String> detail() {
      return Map.of("level", "warning", "fields", String.join(",", new TreeSet<>(fields)));
    }
  }

  /**
   * The users are compared with the address book of an identity source.
   *
   * @param identitySource the identity source's id
   * @param reconciliation the id of the run
   * @param stage how far it has come
   * @param created how many users are created
   * @param changed how many are changed
   * @param disabled how many are disabled
   * @param enabled how many are enabled again
   */
  record Reconciliation(
      String identitySource,
      String reconciliation,
      ReconciliationStage stage,
      int created,
      int changed,
      int disabled,
      int enabled)
      implements IdentitySourceEvent {
    @Override
    public EventAction action() {
      return stage.action;
    }

    @Override
    public Map<String, String> detail() {
      Map<String, String> detail = new TreeMap<>();
      detail.put("reconciliation", reconciliation);
      if (stage != ReconciliationStage.STARTED && stage != ReconciliationStage.FAILED) {
        detail.put("created", Integer.toString(created));
        detail.put("changed", Integer.toString(changed));
        detail.put("disabled", Integer.toString(disabled));
        detail.put("enabled", Integer.toString(enabled));
      }
      return detail;
    }
  }

  /** How far a reconciliation has come. */
  enum ReconciliationStage {
    /** It has begun. */
    STARTED(EventAction.RECONCILIATION_STARTED),
    /** What it found was applied. */
    APPLIED(EventAction.IDENTITY_SOURCE_RECONCILED),
    /** An administrator has to look at what it found. */
    STOPPED(EventAction.RECONCILIATION_STOPPED),
    /** It came to no end. */
    FAILED(EventAction.RECONCILIATION_FAILED),
    /** What it found was not wanted. */
    DISCARDED(EventAction.RECONCILIATION_DISCARDED);

    private final EventAction action;

    ReconciliationStage(EventAction action) {
      this.action = action;
    }
  }
}
