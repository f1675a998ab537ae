package dev.muster.core.admin;

import dev.muster.api.Administrators.Role;
import dev.muster.core.check.FieldErrors;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.spi.Text;
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
      errors.add(
          "tenants",
          "length",
          new Text("Give 1 to 1000 tenants, or * for all.", "请填写 1 至 1000 个租户，或用 * 表示全部。"));
    } else if (role == Role.OWNER && !tenants.equals(Set.of(ALL))) {
      errors.add(
          "tenants",
          "conflict",
          new Text("An owner manages every tenant: give * alone.", "所有者管理全部租户：请只填写 *。"));
    } else if (tenants.contains(ALL) && tenants.size() > 1) {
      errors.add(
          "tenants",
          "conflict",
          new Text("Give * alone, or the IDs of tenants.", "请只填写 *，或填写租户 ID。"));
    } else if (!tenants.stream()
        .allMatch(id -> id.equals(ALL) || before.contains(id) || directory.exists(id))) {
      errors.add("tenants", "unknown", new Text("There is no such tenant.", "找不到该租户。"));
    }
  }
}
