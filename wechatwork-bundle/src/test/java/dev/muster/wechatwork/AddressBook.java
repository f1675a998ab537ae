package dev.muster.wechatwork;

import dev.muster.sandbox.common.Fault;
import dev.muster.sandbox.wechatwork.WechatWorkSandbox;
import dev.muster.testkit.platform.DirectoryFixture;
import dev.muster.testkit.platform.Persona;
import dev.muster.testkit.platform.Trouble;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The sandbox's address book as the app sees it. */
final class AddressBook implements DirectoryFixture {
  private final WechatWorkSandbox sandbox;
  private Set<String> named = Set.of();

  AddressBook(WechatWorkSandbox sandbox) {
    this.sandbox = sandbox;
  }

  @Override
  public Map<String, Optional<String>> departments() {
    Map<Integer, Integer> visible = sandbox.visibleDepartments();
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
    return Set.copyOf(sandbox.visiblePeople(Integer.parseInt(departmentId)));
  }

  @Override
  public String crowdedDepartment() {
    return "3";
  }

  @Override
  public void narrow() {
    sandbox.showAppTo(List.of(2));
    named = Set.of("office-clerk", "oncall-engineer");
    sandbox.changeApp("people", String.join(" ", named));
  }

  @Override
  public Set<String> peopleNamedSingly() {
    return named;
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

  @Override
  public Optional<String> mobile() {
    return Optional.of("+8613800000002");
  }

  @Override
  public Optional<String> email() {
    return Optional.of("developer@sandbox.example");
  }

  @Override
  public void beginAfter(Trouble trouble, int calls) {
    boolean throttled = trouble == Trouble.THROTTLED;
    sandbox
        .faults()
        .add(
            Fault.CALLS_WITH_TOKEN,
            throttled ? Fault.Kind.ERRCODE : Fault.Kind.HTTP_STATUS,
            throttled ? "45009" : "500",
            calls,
            0);
  }

  @Override
  public long calls() {
    return sandbox.counters().all().entrySet().stream()
        .filter(it -> it.getKey().matches("(department|user)/.*"))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
