package dev.muster.dingtalk;

import dev.muster.sandbox.dingtalk.DingTalkSandbox;
import dev.muster.sandbox.testing.SandboxDirectory;
import dev.muster.testkit.platform.Persona;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The sandbox's address book, as its world tells it. */
final class AddressBook extends SandboxDirectory<DingTalkSandbox> {
  private boolean narrow;

  AddressBook(DingTalkSandbox sandbox) {
    super(sandbox, "90018", "topapi/.*|auth/.*");
  }

  @Override
  public Map<String, Optional<String>> departments() {
    return narrow
        ? Map.of("2", Optional.of("1"), "4", Optional.of("2"), "5", Optional.of("1"))
        : Map.of(
            "1",
            Optional.empty(),
            "2",
            Optional.of("1"),
            "3",
            Optional.of("1"),
            "4",
            Optional.of("2"),
            "5",
            Optional.of("1"));
  }

  @Override
  public Set<String> people(String departmentId) {
    return switch (departmentId) {
      case "1" -> Set.of();
      case "2" -> Set.of("oncall-engineer", "incident-manager");
      case "3" -> Set.of("developer", "incident-manager", "new-colleague");
      case "4" -> Set.of("oncall-engineer");
      default ->
          IntStream.rangeClosed(1, 120)
              .mapToObj(number -> "crowd-" + number)
              .collect(Collectors.toSet());
    };
  }

  @Override
  public String crowdedDepartment() {
    return "5";
  }

  /** A forest, one of whose roots stands below another. */
  @Override
  public void narrow() {
    narrow = true;
    sandbox().changeApp("departments", "4 2 5");
    name(Set.of("office-clerk", "oncall-engineer"));
  }

  @Override
  public Optional<String> userId(Persona persona) {
    return switch (persona) {
      case MEMBER, HIDDEN, LEAVER -> DingTalkFixture.person(persona);
      default -> Optional.empty();
    };
  }

  @Override
  public Map<String, Set<String>> groups() {
    return Map.of(
        "101", Set.of("incident-manager"), "102", Set.of("developer", "incident-manager"));
  }

  /** Nobody is found by it here. */
  @Override
  public Optional<String> email() {
    return Optional.empty();
  }
}
