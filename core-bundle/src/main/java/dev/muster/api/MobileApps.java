package dev.muster.api;

import dev.muster.spi.platform.CheckReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.osgi.annotation.versioning.ProviderType;

/** Mobile app management. Nothing here but {@link #check} asks the platform. */
@ProviderType
public interface MobileApps {
  /**
   * Binds an app.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param platform the platform's id
   * @param fields values by name, secret ones among them
   * @return the binding
   * @throws ProblemException {@code NOT_FOUND} (tenant), {@code INVALID_VALUE} (a field, or a
   *     platform that no bundle offers), {@code ALREADY_BOUND}
   */
  Versioned<MobileApp> bind(
      Caller caller, String tenant, String platform, Map<String, String> fields);

  /**
   * Reads a binding.
   *
   * @param tenant the tenant's id
   * @param platform the platform's id
   * @return the binding, or empty if there is none
   */
  Optional<Versioned<MobileApp>> find(String tenant, String platform);

  /**
   * Lists a tenant's bindings in the order of platforms.
   *
   * @param tenant the tenant's id
   * @return all of them
   */
  List<Versioned<MobileApp>> list(String tenant);

  /**
   * Changes fields, but those that say which app is bound.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param platform the platform's id
   * @param change makes the new fields of the present ones, among which there is no secret: a
   *     secret field that the new ones name is set, or removed if it is blank; others stay. A field
   *     that is not secret is removed if it is blank or left out. May be called more than once.
   * @param expected the version that the caller has read, if it matters
   * @return the binding
   * @throws ProblemException {@code NOT_FOUND}, {@code INVALID_VALUE}, {@code STALE}
   */
  Versioned<MobileApp> change(
      Caller caller,
      String tenant,
      String platform,
      UnaryOperator<Map<String, String>> change,
      OptionalLong expected);

  /**
   * Modifies keys: secret fields only. The secret before goes on working until the new one has
   * worked once, so that nobody is locked out while the platform's console and this one are
   * changed.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param platform the platform's id
   * @param secrets new values of secret fields by name, at least one
   * @param expected the version that the caller has read, if it matters
   * @return the binding
   * @throws ProblemException {@code NOT_FOUND}, {@code INVALID_VALUE}, {@code STALE}
   */
  Versioned<MobileApp> modifyKeys(
      Caller caller,
      String tenant,
      String platform,
      Map<String, String> secrets,
      OptionalLong expected);

  /**
   * Ends a binding.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param platform the platform's id
   * @param force whether also when an identity source draws on it
   * @param expected the version that the caller has read, if it matters
   * @throws ProblemException {@code NOT_FOUND}, {@code IN_USE}, {@code STALE}
   */
  void unbind(Caller caller, String tenant, String platform, boolean force, OptionalLong expected);

  /**
   * Asks the platform whether everything is right, and what to do where it is not. Closes the
   * credential's circuit breaker first: a check always asks.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param platform the platform's id
   * @return what was found; wrong credentials and a platform that does not answer are steps that
   *     failed
   * @throws ProblemException {@code NOT_FOUND}, {@code PLATFORM_UNAVAILABLE}
   */
  CheckReport check(Caller caller, String tenant, String platform);

  /**
   * The same of what is not bound yet. Nothing is stored.
   *
   * @param tenant the tenant's id
   * @param platform the platform's id
   * @param fields as for {@link #bind}
   * @return what was found, as by {@link #check}
   * @throws ProblemException as {@link #bind}, but {@code ALREADY_BOUND}
   */
  CheckReport check(String tenant, String platform, Map<String, String> fields);
}
