package dev.muster.core.source;

import static java.util.stream.Collectors.joining;

import dev.muster.api.IdentitySource.Association;
import dev.muster.api.IdentitySource.MatchField;
import dev.muster.api.IdentitySource.Mode;
import dev.muster.api.IdentitySource.Settings;
import dev.muster.core.check.FieldErrors;
import dev.muster.core.form.FormInput;
import dev.muster.core.form.Inheritance;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.Text;
import dev.muster.spi.platform.Field;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.platform.SignInAbility;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a source may be, apart from its credentials. */
final class SourceRules {
  private static final Set<MatchField> TRUSTABLE = Set.of(MatchField.EMAIL, MatchField.PHONE);

  private SourceRules() {}

  /**
   * Checks what is entered.
   *
   * @param before the source as it is stored: what is not changed is not looked at, because a
   *     bundle's newer version may have other rules than the one that let it in
   */
  static FormInput check(
      PlatformDescriptor descriptor,
      Optional<SourceRecord> before,
      Settings settings,
      FieldErrors errors) {
    checkWithoutPlatform(before, settings, errors);
    Set<SignInMethod> offered = descriptor.signIn().map(SignInAbility::methods).orElse(Set.of());
    settings.methods().stream()
        .filter(method -> !offered.contains(method))
        .filter(method -> before.filter(it -> it.settings().methods().contains(method)).isEmpty())
        .sorted()
        .forEach(method -> errors.add("methods", "not-offered", notOffered(method, offered)));
    if (settings.codes()
        && descriptor.messages().isEmpty()
        && before.filter(it -> it.settings().codes()).isEmpty()) {
      errors.add(
          "codes",
          "not-offered",
          new Text("The platform sends no messages to single people.", "平台不支持向单个成员发送消息。"));
    }
    AdmissionRules.checkOffered(
        descriptor, before.map(it -> it.settings().admission()), settings.admission(), errors);
    return fields(descriptor, before.map(SourceRecord::fields).orElse(Map.of()), settings, errors);
  }

  private static Text notOffered(SignInMethod method, Set<SignInMethod> offered) {
    String ids = offered.stream().map(SignInMethod::id).sorted().collect(joining(", "));
    String en = "The platform does not offer " + method.id();
    String zh = "平台不支持登录方式 " + method.id();
    return ids.isEmpty()
        ? new Text(en + ".", zh + "。")
        : new Text(en + "; give " + ids + ".", zh + "，可选：" + ids + "。");
  }

  /** What can be told of a source while its platform's bundle is gone. */
  static void checkWithoutPlatform(
      Optional<SourceRecord> before, Settings settings, FieldErrors errors) {
    if (before.filter(it -> it.settings().displayName().equals(settings.displayName())).isEmpty()) {
      errors.checkName("displayName", settings.displayName());
    }
    if (settings.order() < 0 || settings.order() > Settings.MAX_ORDER) {
      errors.add(
          "order",
          "out-of-range",
          new Text(
              "Give a number from 0 to " + Settings.MAX_ORDER + ".",
              "请填写 0 至 " + Settings.MAX_ORDER + " 的数字。"));
    }
    if (settings.methods().isEmpty()) {
      errors.add(
          "methods", "required", new Text("Give at least one sign-in method.", "请至少选择一种登录方式。"));
    }
    if (before.filter(it -> it.settings().association().equals(settings.association())).isEmpty()) {
      association(settings.association(), errors);
    }
    AdmissionRules.check(before.map(it -> it.settings().admission()), settings.admission(), errors);
  }

  private static void association(Association association, FieldErrors errors) {
    if (association.mode() == Mode.MATCH && association.matchBy().isEmpty()) {
      errors.add(
          "association.matchBy",
          "required",
          new Text("Give at least one field to match by.", "请至少选择一个匹配字段。"));
    }
    if (new HashSet<>(association.matchBy()).size() != association.matchBy().size()) {
      errors.add(
          "association.matchBy", "duplicate", new Text("Name each field once.", "每个字段只能填写一次。"));
    }
    if (!TRUSTABLE.containsAll(association.trust())) {
      errors.add(
          "association.trust",
          "choice",
          new Text("Only email and phone can be trusted.", "只能信任 email 和 phone。"));
    }
  }

  private static FormInput fields(
      PlatformDescriptor descriptor,
      Map<String, String> before,
      Settings settings,
      FieldErrors errors) {
    FormInput input =
        FormInput.change(descriptor.sourceFields(), before, settings.fields(), "fields.", errors);
    Set<String> credentials = Inheritance.of(descriptor).credentials();
    for (Field field : descriptor.sourceFields()) {
      String name = field.name();
      boolean newlyAbsent = before.isEmpty() || before.containsKey(name);
      if (field.required()
          && isFor(field, settings.methods())
          && !field.secret()
          && !credentials.contains(name)
          && newlyAbsent
          && settings.fields().getOrDefault(name, "").isBlank()) {
        errors.add("fields." + name, "required", FieldErrors.REQUIRED);
      }
    }
    return input;
  }

  private static boolean isFor(Field field, Set<SignInMethod> methods) {
    return field.methods().isEmpty() || !Collections.disjoint(field.methods(), methods);
  }
}
