package dev.muster.api;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The departments of a company, for whoever says whom a source lets in. */
@ProviderType
public interface Departments {
  /**
   * The departments that a source's app sees. From memory where they were read in the last minutes,
   * else the platform is asked, which takes up to 10 s.
   *
   * @param tenant the tenant's id
   * @param source the source's id, however odd
   * @return all of them, in the order of names
   * @throws ProblemException {@code NOT_FOUND}, {@code PLATFORM_UNAVAILABLE}, {@code UNAVAILABLE}
   *     if the address book cannot be read
   */
  List<Department> list(String tenant, String source);

  /**
   * A department.
   *
   * @param id its id at the platform
   * @param name its name, where the app may read it
   * @param path the names of the departments above it, the highest first, as far as the app sees
   *     them; ids in place of names that it may not read
   */
  record Department(String id, Optional<String> name, List<String> path) {
    /** Copies. */
    public Department {
      path = List.copyOf(path);
    }
  }
}
