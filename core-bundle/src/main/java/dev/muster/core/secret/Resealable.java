package dev.muster.core.secret;

/** A feature that stores sealed secrets. */
public interface Resealable {
  /**
   * Seals with the key that encrypts now whatever is sealed with another. May be called again after
   * it failed half way.
   *
   * @param partition a tenant's id, or the empty string for what belongs to no tenant
   * @return how many documents were changed
   */
  int reseal(String partition);
}
