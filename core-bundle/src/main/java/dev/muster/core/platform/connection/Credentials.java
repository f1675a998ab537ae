package dev.muster.core.platform.connection;

import dev.muster.core.form.FormInput;
import java.util.Optional;

/**
 * Knows what is bound at the moment, with what a source leaves out filled in from the tenant's
 * mobile app. From memory where it was read before; meant for every sign-in. Never asks a platform.
 */
public interface Credentials {
  /**
   * The app that a mobile app binds.
   *
   * @param tenant the tenant's id
   * @param platform the platform's id
   * @return the binding, or empty if there is none
   */
  Optional<Binding> ofMobileApp(String tenant, String platform);

  /**
   * The app that an identity source uses.
   *
   * @param tenant the tenant's id
   * @param source the source's id, however odd
   * @return the binding, or empty if there is no such source; whether it is enabled is not asked
   */
  Optional<Binding> ofSource(String tenant, String source);

  /**
   * The app that an identity source would use.
   *
   * @param tenant the tenant's id
   * @param source the source's id; where there is one of it and of this platform, its secrets stand
   *     for those that are left out
   * @param platform the platform's id
   * @param input what was entered
   * @return the binding, another at every call
   */
  Binding ofDraft(String tenant, String source, String platform, FormInput input);
}
