package dev.muster.spi.platform;

import dev.muster.spi.Deadline;
import dev.muster.spi.Page;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The company's address book, as far as the bound app may see it. Every call is an answer or a
 * {@link ProviderException}: a list that could be read only in part is a failure, never a shorter
 * list.
 */
@ConsumerType
public interface Directory {
  /**
   * Reads departments: the whole tree, or a forest where the app sees a part of it.
   *
   * @param after {@link Page#next()} of the page before, or empty for the first
   * @param deadline by when it ends
   * @return departments, each once over all pages, parents not necessarily before children
   * @throws ProviderException if the platform failed
   */
  Page<Department> departments(Optional<String> after, Deadline deadline) throws ProviderException;

  /**
   * Reads the people of one department, without those of the departments below it.
   *
   * @param departmentId the department
   * @param after {@link Page#next()} of the page before, or empty for the first
   * @param deadline by when it ends
   * @return people, each once over all pages
   * @throws ProviderException if the platform failed; {@code NOT_FOUND} if there is no such
   *     department in sight
   */
  Page<Person> people(String departmentId, Optional<String> after, Deadline deadline)
      throws ProviderException;

  /**
   * Reads the ids of the people whom the app's range names one by one. They may stand outside all
   * departments in sight, and then no other list has them; some may stand in one as well. What is
   * known of each tells {@link #person}.
   *
   * @param after {@link Page#next()} of the page before, or empty for the first
   * @param deadline by when it ends
   * @return user ids, each once over all pages; none if the range is made of departments, or the
   *     platform's ranges always are
   * @throws ProviderException if the platform failed
   */
  Page<String> peopleNamedSingly(Optional<String> after, Deadline deadline)
      throws ProviderException;

  /**
   * Reads one person.
   *
   * @param userId the person's id at the platform
   * @param deadline by when it ends
   * @return what was found
   * @throws ProviderException if the platform failed
   */
  Lookup person(String userId, Deadline deadline) throws ProviderException;

  /**
   * Finds people by their mobile numbers, in as few calls as the platform allows. Platforms punish
   * guessing: ask for numbers that are believed to be right.
   *
   * @param mobiles numbers in E.164, 1 to 500
   * @param deadline by when it ends
   * @return what was found, by number, for each number asked
   * @throws ProviderException if the platform failed as a whole
   */
  Map<String, Lookup> findByMobile(List<String> mobiles, Deadline deadline)
      throws ProviderException;

  /**
   * Finds people by their e-mail addresses, in as few calls as the platform allows. A platform that
   * has no such search answers {@code Unknown(NOT_PERMITTED)} for each, without a call.
   *
   * @param emails addresses, 1 to 500
   * @param deadline by when it ends
   * @return what was found, by address, for each address asked
   * @throws ProviderException if the platform failed as a whole
   */
  Map<String, Lookup> findByEmail(List<String> emails, Deadline deadline) throws ProviderException;

  /** What was found of one person. */
  sealed interface Lookup {
    /**
     * A person.
     *
     * @param person what is known of them; a search by address may know the id alone
     */
    record Found(Person person) implements Lookup {}

    /** Nobody. */
    record NotFound() implements Lookup {}

    /**
     * Perhaps somebody, but outside what the app may see; some platforms answer NotFound instead.
     */
    record NotVisible() implements Lookup {}

    /**
     * Not asked, or not answered: the platform's budget for such calls is used up, or it failed
     * after others of the same batch had been answered. Never to be taken for NotFound.
     *
     * @param code what kept it from being known
     */
    record Unknown(ProviderException.Code code) implements Lookup {}
  }

  /**
   * A department.
   *
   * @param id its id
   * @param parentId the one above it, which need not be in sight; empty for the root
   * @param name its name, where the app may read it
   * @param order its place among its siblings, where the platform has one; smaller comes first
   */
  record Department(
      String id, Optional<String> parentId, Optional<String> name, Optional<Long> order) {}

  /**
   * Somebody.
   *
   * @param userId the id at the platform, unique in the company
   * @param name what they are called, where the app may read it
   * @param status whether they may come in
   * @param departments ids of departments
   * @param workEmail the company's mailbox, where the app may read it
   * @param mobile in E.164, where the app may read it
   * @param picture where the app may read it
   */
  record Person(
      String userId,
      Optional<String> name,
      Status status,
      List<String> departments,
      Optional<String> workEmail,
      Optional<String> mobile,
      Optional<URI> picture) {
    /** Copies. */
    public Person {
      departments = List.copyOf(departments);
    }
  }

  /** Whether a person may come in. */
  enum Status {
    /** Works here. */
    ACTIVE,
    /** Invited, never came. */
    NOT_ACTIVATED,
    /** Switched off by the company. */
    DISABLED,
    /** Left the company. */
    LEFT,
    /** The platform does not say. */
    UNKNOWN
  }
}
