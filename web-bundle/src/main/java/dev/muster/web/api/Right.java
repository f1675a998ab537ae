package dev.muster.web.api;

import dev.muster.api.Administrators.Role;

/** What a call of the API asks for. */
enum Right {
  /** To look. */
  READ,
  /** To change what a tenant has. */
  CHANGE,
  /** To decide which tenants there are. */
  GOVERN;

  /**
   * Who may do what: the whole table.
   *
   * @param role somebody's role
   * @return whether the role has this right, in the tenants that it is for
   */
  boolean grantedTo(Role role) {
    return switch (role) {
      case OWNER -> true;
      case TENANT_ADMIN -> this == READ || this == CHANGE;
      case RESPONDER, AUDITOR -> this == READ;
    };
  }
}
