package dev.muster.wechatwork;

import dev.muster.sandbox.testing.SandboxDirectory;
import dev.muster.sandbox.wechatwork.WechatWorkSandbox;
import dev.muster.testkit.platform.Persona;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The sandbox's address book as the app sees it. */
final class AddressBook extends SandboxDirectory<WechatWorkSandbox> {
  AddressBook(WechatWorkSandbox sandbox) {
    super(sandbox, "45009", "(department|user)/.*");
  }

  @Override
  public Map<String, Optional<String>> departments() {
    Map<Integer, Integer> visible = sandbox().visibleDepartments();
    Map<String, Optional<String>> tree = new HashMap<>();
    visible.forEach(
        (id, parent) ->
            tree.put(
                id.toString(),
                visible.containsKey(parent) ? Optional.of(parent.toString()) : Optional.empty()));
    return tree;
  }

  @Override
  public Set<String> people(String departmentId) {
    return Set.copyOf(sandbox().visiblePeople(Integer.parseInt(departmentId)));
  }

  @Override
  public String crowdedDepartment() {
    return "3";
  }

  @Override
  public void narrow() {
    sandbox().showAppTo(List.of(2));
    name(Set.of("office-clerk", "oncall-engineer"));
  }

  @Override
  public Optional<String> userId(Persona persona) {
    return switch (persona) {
      case MEMBER -> Optional.of("developer");
      case HIDDEN -> Optional.of("office-clerk");
      case LEAVER -> Optional.of("former-colleague");
      case DISABLED -> Optional.of("disabled-member");
      default -> Optional.empty();
    };
  }

  /** All of the second by a department, one of them by one below it. */
  @Override
  public Map<String, Set<String>> groups() {
    return Map.of("1", Set.of("developer"), "2", Set.of("oncall-engineer", "incident-manager"));
  }

  @Override
  public Optional<String> email() {
    return Optional.of("developer@sandbox.example");
  }
}
