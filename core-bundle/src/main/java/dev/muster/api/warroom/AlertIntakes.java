package dev.muster.api.warroom;

import dev.muster.api.Caller;
import dev.muster.api.Versioned;
import dev.muster.spi.Page;
import dev.muster.spi.Secret;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.osgi.annotation.versioning.ProviderType;

/** Where monitoring systems send alerts to. */
@ProviderType
public interface AlertIntakes {
  /**
   * Adds an intake.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param displayName what people call it
   * @return the intake with its key: the only time that it is seen
   * @throws dev.muster.api.ProblemException {@code NOT_FOUND} (tenant), {@code INVALID_VALUE}
   */
  WithKey create(Caller caller, String tenant, String displayName);

  /**
   * Reads an intake.
   *
   * @param tenant the tenant's id
   * @param id the intake's id, however odd
   * @return the intake, or empty if there is none
   */
  Optional<Versioned<AlertIntake>> find(String tenant, String id);

  /**
   * Lists a tenant's intakes in the order of ids.
   *
   * @param tenant the tenant's id
   * @param limit 1 to 200
   * @param after {@link Page#next()} of the page before, or empty
   * @return a page
   * @throws dev.muster.api.ProblemException {@code INVALID_VALUE} if {@code after} is none of ours
   */
  Page<Versioned<AlertIntake>> list(String tenant, int limit, Optional<String> after);

  /**
   * Gives an intake another name. Its key stays.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param id the intake's id
   * @param displayName makes the new name of the present one; may be asked more than once
   * @param expected the version that the caller has read, if it matters
   * @return the intake
   * @throws dev.muster.api.ProblemException {@code NOT_FOUND}, {@code INVALID_VALUE}, {@code STALE}
   */
  Versioned<AlertIntake> rename(
      Caller caller,
      String tenant,
      String id,
      UnaryOperator<String> displayName,
      OptionalLong expected);

  /**
   * Deletes an intake: what is sent with its key is refused at once. What came in stays.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param id the intake's id
   * @param expected the version that the caller has read, if it matters
   * @throws dev.muster.api.ProblemException {@code NOT_FOUND}, {@code STALE}
   */
  void delete(Caller caller, String tenant, String id, OptionalLong expected);

  /**
   * An intake and the key that was made for it.
   *
   * @param intake the intake
   * @param key what senders prove themselves with
   */
  record WithKey(Versioned<AlertIntake> intake, Secret key) {}
}
