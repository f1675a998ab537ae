package dev.muster.api.warroom;

import dev.muster.api.Caller;
import dev.muster.api.ProblemException;
import dev.muster.api.Versioned;
import dev.muster.spi.Page;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a tenant has several of, each made of settings.
 *
 * @param <T> one of them
 * @param <S> its settings
 */
@ProviderType
public interface Resources<T, S> {
  /**
   * Creates one from settings.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param settings what it is to be
   * @return what was made
   * @throws ProblemException {@code NOT_FOUND} (tenant), {@code INVALID_VALUE}
   */
  Versioned<T> create(Caller caller, String tenant, S settings);

  /**
   * Finds one.
   *
   * @param tenant the tenant's id
   * @param id its id, however odd
   * @return what was found, or empty if there is none
   */
  Optional<Versioned<T>> find(String tenant, String id);

  /**
   * Lists those of a tenant.
   *
   * @param tenant the tenant's id
   * @param limit 1 to 200
   * @param after {@link Page#next()} of the page before, or empty
   * @return a page
   * @throws ProblemException {@code INVALID_VALUE} if {@code after} is none of ours
   */
  Page<Versioned<T>> list(String tenant, int limit, Optional<String> after);

  /**
   * Changes one.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param id its id
   * @param change makes the new settings of the present ones. May be called more than once.
   * @param expected the version that the caller has read, if it matters
   * @return what it is now
   * @throws ProblemException {@code NOT_FOUND}, {@code INVALID_VALUE}, {@code STALE}
   */
  Versioned<T> change(
      Caller caller, String tenant, String id, UnaryOperator<S> change, OptionalLong expected);

  /**
   * Deletes one.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param id its id
   * @param expected the version that the caller has read, if it matters
   * @throws ProblemException {@code NOT_FOUND}, {@code STALE}
   */
  void delete(Caller caller, String tenant, String id, OptionalLong expected);
}
