package dev.muster.lark;

import dev.muster.sandbox.lark.LarkSandbox;
import dev.muster.sandbox.testing.SandboxDirectory;
import dev.muster.testkit.platform.Persona;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The sandbox's address book. */
final class LarkDirectoryFixture extends SandboxDirectory<LarkSandbox> {
  LarkDirectoryFixture(LarkSandbox sandbox) {
    super(sandbox, "99991400", "contact/.*");
  }

  @Override
  public Map<String, Optional<String>> departments() {
    return sandbox().departments();
  }

  @Override
  public Set<String> people(String departmentId) {
    return sandbox().peopleOf(departmentId);
  }

  @Override
  public String crowdedDepartment() {
    return "od-support";
  }

  /** Two parts of which one lies inside the other, one more, and more people than on a page. */
  @Override
  public void narrow() {
    sandbox().changeApp("contactRange", "od-oncall od-operations od-support");
    Set<String> named = new HashSet<>(sandbox().peopleOf("od-support"));
    named.add("office-clerk");
    name(named);
  }

  @Override
  public Optional<String> userId(Persona persona) {
    return switch (persona) {
      case MEMBER -> Optional.of("developer");
      case HIDDEN -> Optional.of("office-clerk");
      case LEAVER -> Optional.of("former-colleague");
      case DISABLED -> Optional.of("disabled-member");
      case FOREIGN_MEMBER, EXTERNAL_CONTACT, STRANGER -> Optional.empty();
    };
  }

  @Override
  public Map<String, Set<String>> groups() {
    return Map.of("g101", Set.of("developer"), "g102", Set.of("oncall-engineer"));
  }

  @Override
  public Optional<String> email() {
    return Optional.of("developer@home.example");
  }
}
