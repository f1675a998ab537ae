package dev.muster.spi.platform;

import dev.muster.spi.Deadline;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.Page;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The company's address book, as far as the bound app may see it. Every call is an answer or a
 * {@link ProviderException}: a list that could be read only in part is a failure, never a shorter
 * list.
 */
@ConsumerType
public interface Directory {
  /**
   * Whose address book it is: what joins its people with those who have signed in.
   *
   * @param deadline by when it ends
   * @return the company's id, as {@link ExternalIdentity#platformTenant} has it; empty where the
   *     bundle does not tell, and then the address book is not reconciled with users
   * @throws ProviderException if the platform failed
   */
  default Optional<String> company(Deadline deadline) throws ProviderException {
    return Optional.empty();
  }

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

  /**
   * Reads a group: what the platform calls a tag, a role or a user group. What it tells serves some
   * minutes for everybody who signs in. Somebody waits for it, so it takes from no {@link
   * HttpCall#quota} that may be used up.
   *
   * @param groupId the id of a group, as administrators entered it
   * @param deadline by when it ends
   * @return the group. Where the platform tells in a call who is in it, {@linkplain
   *     Group#withMembers with its members}, and then {@link #groupsOf} is not asked; where it
   *     rather tells of a person in which groups they are, without. By default without, and unread:
   *     then {@code groupsOf} has to find out whether it is there
   * @throws ProviderException if the platform failed; {@code NOT_FOUND} if there is no such group;
   *     {@code NOT_PERMITTED} if the app may not look into it
   */
  default Group group(String groupId, Deadline deadline) throws ProviderException {
    return Group.of(groupId);
  }

  /**
   * Tells which of some groups a person is in, where {@link #group} does not tell who is in them.
   * Asked while somebody signs in, so it takes from no {@link HttpCall#quota} that may be used up.
   *
   * @param userId the person's id at the platform
   * @param among ids of groups that {@code group} has read, at least one
   * @param deadline by when it ends
   * @return those of them that the person is in. A group that the app may not look into is a
   *     failure, and one that is not there is one unless {@code group} has told so: nobody is
   *     outside a group for want of a permission
   * @throws ProviderException if the platform failed; {@code NOT_FOUND} if one of the groups is not
   *     there; {@code NOT_PERMITTED} if the platform has no groups, or the app may not read one of
   *     them or the person
   */
  default Set<String> groupsOf(String userId, Set<String> among, Deadline deadline)
      throws ProviderException {
    throw new ProviderException(
        ProviderException.Code.NOT_PERMITTED,
        "The platform's address book has no groups",
        Optional.empty());
  }

  /** A group. Immutable. */
  @ProviderType
  sealed interface Group permits DirectoryRecords.GroupRecord {
    /**
     * A group of which nothing but the id is known.
     *
     * @param id its id
     * @return the group
     */
    static Group of(String id) {
      return new DirectoryRecords.GroupRecord(id, false, Set.of(), Set.of());
    }

    /** {@return its id} */
    String id();

    /** {@return whether it is known who is in it} */
    boolean tellsMembers();

    /** {@return the ids of the people whom it names one by one, as far as the app sees them} */
    Set<String> people();

    /** {@return the ids of the departments that are in it, each with all below it} */
    Set<String> departments();

    /**
     * The same, of which it is known who is in it.
     *
     * @param people ids of those whom it names one by one, as far as the app sees them
     * @param departments ids of departments that are in it with all below them, also of those that
     *     the app does not see
     * @return a changed copy
     */
    Group withMembers(Set<String> people, Set<String> departments);
  }

  /** What was found of one person. */
  @ProviderType
  sealed interface Lookup {
    /**
     * A person.
     *
     * @param person what is known of them; a search by address may know the id alone
     * @return the result
     */
    static Found found(Person person) {
      return new DirectoryRecords.FoundRecord(person);
    }

    /**
     * Nobody.
     *
     * @return the result
     */
    static NotFound notFound() {
      return new DirectoryRecords.NotFoundRecord();
    }

    /**
     * Perhaps somebody, but outside what the app may see; some platforms answer NotFound instead.
     *
     * @return the result
     */
    static NotVisible notVisible() {
      return new DirectoryRecords.NotVisibleRecord();
    }

    /**
     * Not asked, or not answered: the platform's budget for such calls is used up, or it failed
     * after others of the same batch had been answered. Never to be taken for NotFound.
     *
     * @param code what kept it from being known
     * @return the result
     */
    static Unknown unknown(ProviderException.Code code) {
      return new DirectoryRecords.UnknownRecord(code);
    }

    /** A person. */
    @ProviderType
    sealed interface Found extends Lookup permits DirectoryRecords.FoundRecord {
      /** {@return what is known of them} */
      Person person();
    }

    /** Nobody. */
    @ProviderType
    sealed interface NotFound extends Lookup permits DirectoryRecords.NotFoundRecord {}

    /** Perhaps somebody, outside what the app may see. */
    @ProviderType
    sealed interface NotVisible extends Lookup permits DirectoryRecords.NotVisibleRecord {}

    /**
     * Not asked, or not answered. Where a call says {@code THROTTLED} of everybody, an allowance is
     * used up: the core does not ask again by itself.
     */
    @ProviderType
    sealed interface Unknown extends Lookup permits DirectoryRecords.UnknownRecord {
      /** {@return what kept it from being known} */
      ProviderException.Code code();
    }
  }

  /** A department. Immutable; the {@code with} methods make changed copies. */
  @ProviderType
  sealed interface Department permits DirectoryRecords.DepartmentRecord {
    /**
     * A department at the root, of which nothing but the id is known.
     *
     * @param id its id
     * @return the department
     */
    static Department of(String id) {
      return new DirectoryRecords.DepartmentRecord(
          id, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** {@return its id} */
    String id();

    /** {@return the one above it, which need not be in sight; empty for the root} */
    Optional<String> parentId();

    /** {@return its name, where the app may read it} */
    Optional<String> name();

    /** {@return its place among its siblings, where the platform has one; smaller comes first} */
    Optional<Long> order();

    /**
     * The same below another.
     *
     * @param id the department above it; empty for the root
     * @return a changed copy
     */
    Department withParentId(Optional<String> id);

    /**
     * The same with a name.
     *
     * @param name its name, where the app may read it
     * @return a changed copy
     */
    Department withName(Optional<String> name);

    /**
     * The same at a place.
     *
     * @param order its place among its siblings, smaller first, where the platform has one
     * @return a changed copy
     */
    Department withOrder(Optional<Long> order);
  }

  /** Somebody. Immutable; the {@code with} methods make changed copies. */
  @ProviderType
  sealed interface Person permits DirectoryRecords.PersonRecord {
    /**
     * Somebody of whom no more is known.
     *
     * @param userId the id at the platform, unique in the company
     * @param status whether they may come in
     * @return the person
     */
    static Person of(String userId, Status status) {
      return new DirectoryRecords.PersonRecord(
          userId,
          status,
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }

    /** {@return the id at the platform, unique in the company} */
    String userId();

    /** {@return whether they may come in} */
    Status status();

    /** {@return what they are called, where the app may read it} */
    Optional<String> name();

    /** {@return ids of departments} */
    List<String> departments();

    /** {@return the company's mailbox, where the app may read it} */
    Optional<String> workEmail();

    /** {@return in E.164, where the app may read it} */
    Optional<String> mobile();

    /** {@return an https address, where the app may read it} */
    Optional<URI> picture();

    /**
     * The same with a name.
     *
     * @param name what they are called, where the app may read it
     * @return a changed copy
     */
    Person withName(Optional<String> name);

    /**
     * The same in other departments.
     *
     * @param ids their ids
     * @return a changed copy
     */
    Person withDepartments(List<String> ids);

    /**
     * The same with the company's mailbox.
     *
     * @param address the address, where the app may read it
     * @return a changed copy
     */
    Person withWorkEmail(Optional<String> address);

    /**
     * The same with a mobile number.
     *
     * @param number in E.164, where the app may read it
     * @return a changed copy
     */
    Person withMobile(Optional<String> number);

    /**
     * The same with a picture.
     *
     * @param picture an https address, where the app may read it
     * @return a changed copy
     */
    Person withPicture(Optional<URI> picture);
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
