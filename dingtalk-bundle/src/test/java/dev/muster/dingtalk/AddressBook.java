package dev.muster.dingtalk;

import dev.muster.sandbox.common.Fault;
import dev.muster.sandbox.dingtalk.DingTalkSandbox;
import dev.muster.testkit.platform.DirectoryFixture;
import dev.muster.testkit.platform.Persona;
import dev.muster.testkit.platform.Trouble;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The sandbox's address book, as its world tells it. */
final class AddressBook implements DirectoryFixture {
  private final DingTalkSandbox sandbox;
  private boolean narrow;
  private Set<String> named = Set.of();

  AddressBook(DingTalkSandbox sandbox) {
    this.sandbox = sandbox;
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
    sandbox.changeApp("departments", "4 2 5");
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
      case MEMBER, HIDDEN, LEAVER -> DingTalkFixture.person(persona);
      default -> Optional.empty();
    };
  }

  @Override
  public Optional<String> mobile() {
    return Optional.of("+8613800000002");
  }

  /** Nobody is found by it here. */
  @Override
  public Optional<String> email() {
    return Optional.empty();
  }

  @Override
  public void beginAfter(Trouble trouble, int calls) {
    if (trouble == Trouble.THROTTLED) {
      sandbox.faults().add(Fault.CALLS_WITH_TOKEN, Fault.Kind.ERRCODE, "90018", calls, 0);
    } else {
      sandbox.faults().add(Fault.CALLS_WITH_TOKEN, Fault.Kind.HTTP_STATUS, "500", calls, 0);
    }
  }

  @Override
  public long calls() {
    return sandbox.counters().all().entrySet().stream()
        .filter(entry -> entry.getKey().matches("topapi/.*|auth/.*"))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
