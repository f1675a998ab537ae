package dev.muster.core.platform.connection;

import dev.muster.api.IdentitySource.AdmissionRule;
import dev.muster.api.IdentitySource.Unit;
import dev.muster.api.IdentitySource.UnitKind;
import dev.muster.core.platform.connection.DepartmentSight.Unseen;
import dev.muster.spi.Deadline;
import dev.muster.spi.Text;
import dev.muster.spi.platform.CheckReport;
import dev.muster.spi.platform.CheckReport.Capability;
import dev.muster.spi.platform.CheckReport.Step;
import dev.muster.spi.platform.ProviderException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The step of a check that looks for the departments by which a source lets people in. */
final class DepartmentsStep {
  static final String ID = "departments";

  /** A rule may name 200 of up to 255 characters; whoever corrects these finds the others then. */
  static final int MOST_NAMED = 20;

  private static final Logger LOG = LoggerFactory.getLogger(DepartmentsStep.class);

  private final DepartmentSight sight;

  DepartmentsStep(DepartmentSight sight) {
    this.sight = sight;
  }

  /** A report with the step, unless the rule names no department. */
  CheckReport in(CheckReport report, Binding binding, AdmissionRule rule, Deadline deadline) {
    Set<String> named = rule.ids(UnitKind.DEPARTMENT);
    if (named.isEmpty()) {
      return report;
    }
    try {
      return with(report, judged(sight.unseen(binding, named, deadline), rule));
    } catch (ProviderException e) {
      LOG.info("The departments of the rule of {} could not be looked for", binding, e);
      // where the platform's own steps say what is missing, they say it better
      return isSignInWrong(report) ? report : with(report, unread(e));
    }
  }

  private static boolean isSignInWrong(CheckReport report) {
    return report.steps().stream()
        .anyMatch(step -> !step.ok() && step.decides().contains(Capability.SIGN_IN));
  }

  private static CheckReport with(CheckReport report, Step step) {
    return CheckReport.of(
        Stream.concat(report.steps().stream(), Stream.of(step.deciding(Set.of(Capability.SIGN_IN))))
            .toList());
  }

  private static Step judged(List<Unseen> unseen, AdmissionRule rule) {
    if (unseen.isEmpty()) {
      return Step.passed(
          ID, new Text("The app sees the departments of the rule.", "应用可以看到规则中的部门。"));
    }
    return Step.failed(
        ID,
        Optional.empty(),
        new Text(
            "The app sees no department with the ID "
                + named(unseen, ", ", more -> " and " + more + " more")
                + ".",
            "应用看不到以下 ID 的部门：" + named(unseen, "、", more -> "，另有 " + more + " 个") + "。"),
        fix(unseen, rule),
        Optional.empty());
  }

  private static Text fix(List<Unseen> unseen, AdmissionRule rule) {
    List<String> english = new ArrayList<>();
    List<String> chinese = new ArrayList<>();
    unseen.stream()
        .limit(MOST_NAMED)
        .forEach(
            each ->
                each.meant()
                    .ifPresent(
                        id -> {
                          english.add(
                              each.id()
                                  + " is the name of the department "
                                  + id
                                  + ": enter "
                                  + id
                                  + ".");
                          chinese.add(each.id() + " 是部门 " + id + " 的名称，请填写 " + id + "。");
                        }));
    if (unseen.stream().anyMatch(each -> each.meant().isEmpty())) {
      english.add(
          "Correct the ID in the rule, remove it, or add the department to what the app sees at the"
              + " platform.");
      chinese.add("请更正或移除规则中的 ID，或在平台上将该部门加入应用的可见范围。");
    }
    Set<String> denied =
        rule.deny().stream()
            .filter(unit -> unit.kind() == UnitKind.DEPARTMENT)
            .map(Unit::id)
            .collect(Collectors.toSet());
    if (unseen.stream().map(Unseen::id).anyMatch(denied::contains)) {
      english.add("As long as the rule denies one that the app does not see, nobody can sign in.");
      chinese.add("只要规则拒绝了应用看不到的部门，所有人都无法登录。");
    } else {
      english.add("A department that the app does not see lets nobody in.");
      chinese.add("应用看不到的部门不会允许任何人登录。");
    }
    return new Text(String.join(" ", english), String.join("", chinese));
  }

  private static String named(List<Unseen> unseen, String between, IntFunction<String> more) {
    String first =
        unseen.stream().limit(MOST_NAMED).map(Unseen::id).collect(Collectors.joining(between));
    int others = unseen.size() - MOST_NAMED;
    return others > 0 ? first + more.apply(others) : first;
  }

  private static Step unread(ProviderException fault) {
    return Step.failed(
        ID,
        fault.platformCode(),
        new Text(
            "The address book could not be read, so it is not known whether the app sees the"
                + " departments of the rule.",
            "无法读取通讯录，因此无法确认应用是否可以看到规则中的部门。"),
        fault.code().retryable()
            ? new Text(
                "Check again in a minute; if it keeps failing, see the log.",
                "请稍后重新检查；如果仍然失败，请查看日志。")
            : new Text(
                "Let the app read the address book at the platform; the log says what it answered.",
                "请在平台上允许应用读取通讯录；平台的应答见日志。"),
        Optional.empty());
  }
}
