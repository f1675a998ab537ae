package dev.muster.spi.hook;

import java.util.Map;
import java.util.Set;
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
}
