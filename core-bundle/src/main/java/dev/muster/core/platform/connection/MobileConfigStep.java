package dev.muster.core.platform.connection;

import static java.util.stream.Collectors.joining;

import dev.muster.spi.SignInMethod;
import dev.muster.spi.Text;
import dev.muster.spi.platform.CheckReport;
import dev.muster.spi.platform.CheckReport.Capability;
import dev.muster.spi.platform.CheckReport.Step;
import dev.muster.spi.platform.Field;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.platform.SignInAbility;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The step of a check that names what a native app is not told and needs for calling the platform's
 * SDK. No platform can say that: it never sees that call.
 */
final class MobileConfigStep {
  static final String ID = "mobile-config";

  private MobileConfigStep() {}

  /** A report with the step where something is missing. */
  static CheckReport in(
      CheckReport report,
      Binding binding,
      Set<SignInMethod> methods,
      PlatformDescriptor descriptor) {
    if (!methods.contains(SignInMethod.MOBILE)) {
      return report;
    }
    List<String> needed =
        descriptor.signIn().map(SignInAbility::mobileConfigFields).orElse(List.of());
    List<Field> missing =
        descriptor.sourceFields().stream()
            .filter(field -> needed.contains(field.name()) && !field.secret())
            .filter(field -> binding.fields().getOrDefault(field.name(), "").isBlank())
            .toList();
    return missing.isEmpty()
        ? report
        : CheckReport.of(
            Stream.concat(report.steps().stream(), Stream.of(missing(missing))).toList());
  }

  private static Step missing(List<Field> fields) {
    String en = fields.stream().map(field -> field.label().en()).collect(joining(", "));
    String zh = fields.stream().map(field -> field.label().zhCn()).collect(joining("、"));
    Optional<URI> page = fields.stream().flatMap(field -> field.helpUrl().stream()).findFirst();
    return Step.failed(
            ID,
            Optional.empty(),
            new Text(
                "Native apps cannot sign anybody in: they are not told the " + en + ".",
                "原生移动应用无法登录：未填写 " + zh + "。"),
            new Text(
                fields.stream()
                    .map(field -> "Enter it in the identity source. " + field.help().en())
                    .collect(joining(" ")),
                fields.stream().map(field -> "请在身份源中填写。" + field.help().zhCn()).collect(joining())),
            page)
        .deciding(Set.of(Capability.SIGN_IN));
  }
}
