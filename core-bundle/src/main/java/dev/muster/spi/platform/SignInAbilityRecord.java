package dev.muster.spi.platform;

import dev.muster.spi.SignInMethod;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

record SignInAbilityRecord(
    Set<SignInMethod> methods,
    Set<String> userAgentMarkers,
    List<String> codeParameters,
    List<String> mobileConfigFields,
    Map<SignInMethod, Set<ContactField>> vouchedFor)
    implements SignInAbility {
  /** Copies; what an earlier version stored says nothing of what is vouched for. */
  SignInAbilityRecord {
    if (methods.isEmpty()) {
      throw new IllegalArgumentException("Signing in has a way in");
    }
    methods = Set.copyOf(methods);
    userAgentMarkers = Set.copyOf(userAgentMarkers);
    codeParameters = List.copyOf(codeParameters);
    mobileConfigFields = List.copyOf(mobileConfigFields);
    vouchedFor = vouchedFor == null ? Map.of() : copied(vouchedFor);
    if (!methods.containsAll(vouchedFor.keySet())) {
      throw new IllegalArgumentException("What is vouched for belongs to a way in that there is");
    }
  }

  private static Map<SignInMethod, Set<ContactField>> copied(
      Map<SignInMethod, Set<ContactField>> fields) {
    return fields.entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(Map.Entry::getKey, each -> Set.copyOf(each.getValue())));
  }

  @Override
  public SignInAbility withUserAgentMarkers(Set<String> markers) {
    return new SignInAbilityRecord(
        methods, markers, codeParameters, mobileConfigFields, vouchedFor);
  }

  @Override
  public SignInAbility withCodeParameters(List<String> names) {
    return new SignInAbilityRecord(
        methods, userAgentMarkers, names, mobileConfigFields, vouchedFor);
  }

  @Override
  public SignInAbility withMobileConfigFields(List<String> names) {
    return new SignInAbilityRecord(methods, userAgentMarkers, codeParameters, names, vouchedFor);
  }

  @Override
  public SignInAbility withVouchedFor(Map<SignInMethod, Set<ContactField>> fields) {
    return new SignInAbilityRecord(
        methods, userAgentMarkers, codeParameters, mobileConfigFields, fields);
  }
}
