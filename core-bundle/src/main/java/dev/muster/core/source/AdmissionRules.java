package dev.muster.core.source;

import dev.muster.api.IdentitySource.AdmissionRule;
import dev.muster.api.IdentitySource.Unit;
import dev.muster.api.IdentitySource.UnitKind;
import dev.muster.core.check.FieldErrors;
import dev.muster.core.user.ProfileRules;
import dev.muster.spi.Text;
import dev.muster.spi.platform.DirectoryAbility;
import dev.muster.spi.platform.PlatformDescriptor;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** What a rule of admission may be. One that is not changed is not looked at. */
final class AdmissionRules {
  private static final String ALLOW = "admission.allow";
  private static final String DENY = "admission.deny";

  private AdmissionRules() {}

  static void check(Optional<AdmissionRule> before, AdmissionRule rule, FieldErrors errors) {
    if (before.filter(rule::equals).isPresent()) {
      return;
    }
    units(ALLOW, rule.allow(), errors);
    units(DENY, rule.deny(), errors);
    if (rule.ids(UnitKind.GROUP).size() > AdmissionRule.MAX_GROUPS) {
      errors.add(
          "admission",
          "too-many",
          new Text(
              "Name at most " + AdmissionRule.MAX_GROUPS + " groups in both lists together.",
              "两个列表合计最多填写 " + AdmissionRule.MAX_GROUPS + " 个分组。"));
    }
  }

  private static void units(String field, List<Unit> units, FieldErrors errors) {
    if (units.size() > AdmissionRule.MAX_UNITS) {
      errors.add(
          field,
          "too-many",
          new Text(
              "Name at most " + AdmissionRule.MAX_UNITS + ".",
              "最多填写 " + AdmissionRule.MAX_UNITS + " 项。"));
      return;
    }
    if (!units.stream().map(Unit::id).allMatch(ProfileRules::isPlatformId)) {
      errors.add(
          field,
          "format",
          new Text(
              "Give each ID as the platform shows it, 1 to 255 characters.",
              "请按平台显示的内容填写 ID，1 至 255 个字符。"));
    }
    if (new HashSet<>(units).size() != units.size()) {
      errors.add(field, "duplicate", new Text("Name each once.", "每项只能填写一次。"));
    }
  }

  /** What only the platform's bundle can tell: of what kinds its address book knows. */
  static void checkOffered(
      PlatformDescriptor descriptor,
      Optional<AdmissionRule> before,
      AdmissionRule rule,
      FieldErrors errors) {
    if (before.filter(rule::equals).isPresent()) {
      return;
    }
    Optional<DirectoryAbility> directory = descriptor.directory();
    boolean groups = directory.flatMap(DirectoryAbility::groups).isPresent();
    offered(ALLOW, rule.allow(), directory.isPresent(), groups, errors);
    offered(DENY, rule.deny(), directory.isPresent(), groups, errors);
  }

  private static void offered(
      String field, List<Unit> units, boolean departments, boolean groups, FieldErrors errors) {
    if (units.stream()
        .anyMatch(unit -> unit.kind() == UnitKind.DEPARTMENT ? !departments : !groups)) {
      errors.add(
          field,
          "not-offered",
          departments
              ? new Text("The platform tells of no groups; name departments.", "平台不提供分组，请填写部门。")
              : new Text(
                  "The platform has no address book, so nobody can be let in by where they belong.",
                  "平台没有通讯录，无法按所属部门允许登录。"));
    }
  }
}
