package dev.muster.spi.platform;

import dev.muster.spi.SignInMethod;
import java.util.List;
import java.util.Set;

record SignInAbilityRecord(
    Set<SignInMethod> methods,
    Set<String> userAgentMarkers,
    List<String> codeParameters,
    List<String> mobileConfigFields)
    implements SignInAbility {
  SignInAbilityRecord {
    if (methods.isEmpty()) {
      throw new IllegalArgumentException("Signing in has a way in");
    }
    methods = Set.copyOf(methods);
    userAgentMarkers = Set.copyOf(userAgentMarkers);
    codeParameters = List.copyOf(codeParameters);
    mobileConfigFields = List.copyOf(mobileConfigFields);
  }

  @Override
  public SignInAbility withUserAgentMarkers(Set<String> markers) {
    return new SignInAbilityRecord(methods, markers, codeParameters, mobileConfigFields);
  }

  @Override
  public SignInAbility withCodeParameters(List<String> names) {
    return new SignInAbilityRecord(methods, userAgentMarkers, names, mobileConfigFields);
  }

  @Override
  public SignInAbility withMobileConfigFields(List<String> names) {
    return new SignInAbilityRecord(methods, userAgentMarkers, codeParameters, names);
  }
}
