package dev.muster.lark;

import dev.muster.sandbox.common.Fault;
import dev.muster.sandbox.lark.LarkSandbox;
import dev.muster.testkit.platform.DirectoryFixture;
import dev.muster.testkit.platform.Persona;
import dev.muster.testkit.platform.Trouble;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The sandbox's address book. */
final class LarkDirectoryFixture implements DirectoryFixture {
  private final LarkSandbox sandbox;
  private Set<String> named = Set.of();

  LarkDirectoryFixture(LarkSandbox sandbox) {
    this.sandbox = sandbox;
  }

  @Override
  public Map<String, Optional<String>> departments() {
    return sandbox.departments();
  }

  @Override
  public Set<String> people(String departmentId) {
    return sandbox.peopleOf(departmentId);
  }

  @Override
  public String crowdedDepartment() {
    return "od-support";
  }

  /** Two parts of which one lies inside the other, one more, and more people than on a page. */
  @Override
  public void narrow() {
    sandbox.changeApp("contactRange", "od-oncall od-operations od-support");
    named = new HashSet<>(sandbox.peopleOf("od-support"));
    named.add("office-clerk");
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
      case FOREIGN_MEMBER, EXTERNAL_CONTACT, STRANGER -> Optional.empty();
    };
  }

  @Override
  public Optional<String> mobile() {
    return Optional.of("+8613800000002");
  }

  @Override
  public Optional<String> email() {
    return Optional.of("developer@home.example");
  }

  @Override
  public void beginAfter(Trouble trouble, int calls) {
    boolean throttled = trouble == Trouble.THROTTLED;
    sandbox
        .faults()
        .add(
            Fault.CALLS_WITH_TOKEN,
            throttled ? Fault.Kind.ERRCODE : Fault.Kind.HTTP_STATUS,
            throttled ? "99991400" : "500",
            calls,
            0);
  }

  @Override
  public long calls() {
    return sandbox.counters().all().entrySet().stream()
        .filter(call -> call.getKey().startsWith("contact/"))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
