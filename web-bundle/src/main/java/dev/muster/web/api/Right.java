package dev.muster.web.api;

import dev.muster.api.Administrators.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a call of the API asks for. */
enum Right {
  /** To look. */
  READ,
  /** To lead war rooms, and to say when they open and who is called. */
  RESPOND,
  /** To change what a tenant has. */
  CHANGE,
  /** To decide which tenants and plugins there are, and who may do what. */
  GOVERN;

  /**
   * What the API calls it.
   *
   * @return the id
   */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The rights of a role, as the API calls them.
   *
   * @param role somebody's role
   * @return the ids
   */
  static List<String> of(Role role) {
    return Arrays.stream(values()).filter(right -> right.grantedTo(role)).map(Right::id).toList();
  }

  /**
   * Who may do what: the whole table.
   *
   * @param role somebody's role
   * @return whether the role has this right, in the tenants that it is for
   */
  boolean grantedTo(Role role) {
    return switch (role) {
      case OWNER -> true;
      case TENANT_ADMIN -> this != GOVERN;
      case RESPONDER -> this == READ || this == RESPOND;
      case AUDITOR -> this == READ;
    };
  }
}
