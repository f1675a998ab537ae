package dev.muster.testkit.platform;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The address book of the server that plays the platform. */
public interface DirectoryFixture {
  /**
   * The departments that the app sees.
   *
   * @return by id, the one above it; empty for the root, and for the tops of a forest whatever is
   *     above them
   */
  Map<String, Optional<String>> departments();

  /**
   * The people that the app sees directly in a department.
   *
   * @param departmentId one of {@link #departments()}
   * @return their user ids
   */
  Set<String> people(String departmentId);

  /**
   * A department that has more people than fit into one page, if the platform pages people at all,
   * else more than a few.
   *
   * @return its id
   */
  String crowdedDepartment();

  /**
   * Lets the app see a part of the company, until {@link PlatformFixture#reset}: a forest, and
   * where the platform's ranges name people, somebody who stands in none of its departments.
   */
  void narrow();

  /**
   * The people whom the app's range names one by one.
   *
   * @return their user ids
   */
  Set<String> peopleNamedSingly();

  /**
   * Somebody's id.
   *
   * @param persona who
   * @return the id, or empty if the address book never had them
   */
  Optional<String> userId(Persona persona);

  /**
   * The member's mobile number. Where the platform finds people also by a part of a value, the
   * server does so too: that is no hit.
   *
   * @return in E.164; empty if nobody can be found by it on this platform
   */
  Optional<String> mobile();

  /**
   * The member's e-mail address.
   *
   * @return the address; empty if nobody can be found by it on this platform
   */
  Optional<String> email();

  /**
   * Groups that the app may look into, where the descriptor names any: at least two, the member in
   * one of them and not in another.
   *
   * @return by id, the ids of all who are in it, also by a department
   */
  default Map<String, Set<String>> groups() {
    return Map.of();
  }

  /**
   * Begins a trouble of calls of the address book that lasts until {@link PlatformFixture#reset},
   * after some of them went well.
   *
   * @param trouble {@code SERVER_ERROR} or {@code THROTTLED}
   * @param calls how many go well first
   */
  void beginAfter(Trouble trouble, int calls);

  /**
   * How often the address book was called since {@link PlatformFixture#reset}, failed calls
   * counted, tokens not.
   *
   * @return the number
   */
  long calls();
}
