package dev.muster.core.platform.connection;

import dev.muster.spi.Deadline;
import dev.muster.spi.platform.ProviderException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells which departments of a company an app sees. */
@FunctionalInterface
public interface DepartmentSight {
  /**
   * Looks for departments in the app's address book, as it is now.
   *
   * @param binding the app
   * @param ids ids of departments, or what was taken for one
   * @param deadline by when it has to be known
   * @return those that the app does not see, in the order of their ids
   * @throws ProviderException if the address book does not tell
   * @throws dev.muster.api.ProblemException as {@link Connections#call}
   */
  List<Unseen> unseen(Binding binding, Set<String> ids, Deadline deadline) throws ProviderException;

  /**
   * A department that an app does not see.
   *
   * @param id what was looked for
   * @param meant the id of the only department whose name that is; empty if there is none, or there
   *     are several
   */
  record Unseen(String id, Optional<String> meant) {}
}
