package dev.muster.core.admin;

import dev.muster.api.Administrators.Role;
import dev.muster.core.check.FieldErrors;
import dev.muster.core.tenant.TenantDirectory;
import java.util.Set;

/** Which roles go with which tenants, of administrators and API tokens alike. */
final class Authority {
  private static final String ALL = "*";
  private static final int MOST = 1000;

  private Authority() {}

  /**
   * Checks what is entered.
   *
   * @param before the tenants so far: one of them may have been deleted meanwhile
   */
  static void check(
      Role role,
      Set<String> tenants,
      Set<String> before,
      TenantDirectory directory,
      FieldErrors errors) {
    if (tenants.isEmpty() || tenants.size() > MOST) {
      errors.add("tenants", "length", "Give 1 to 1000 tenants, or * for all.");
    } else if (role == Role.OWNER && !tenants.equals(Set.of(ALL))) {
      errors.add("tenants", "conflict", "An owner manages every tenant: give * alone.");
    } else if (tenants.contains(ALL) && tenants.size() > 1) {
      errors.add("tenants", "conflict", "Give * alone, or the ids of tenants.");
    } else if (!tenants.stream()
        .allMatch(id -> id.equals(ALL) || before.contains(id) || directory.exists(id))) {
      errors.add("tenants", "unknown", "There is no such tenant.");
    }
  }
}
