package dev.muster.core.platform.limit;

/** Is told of every call that counts in a quota. Returns at once and throws nothing. */
public interface QuotaCounter {
  /**
   * A call was taken by the platform, so that something was left of the quota.
   *
   * @param quota which
   */
  void counted(MeteredQuota quota);

  /**
   * The platform says that nothing is left.
   *
   * @param quota of which
   */
  void usedUp(MeteredQuota quota);
}
