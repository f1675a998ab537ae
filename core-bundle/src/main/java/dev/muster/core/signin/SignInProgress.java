package dev.muster.core.signin;

import dev.muster.spi.ExternalIdentity;
import java.util.Map;

/**
 * How far a sign-in has come: the platform has shown that somebody is a member of the company.
 *
 * @param context in what request it goes on
 * @param person who they are at the platform
 * @param userIdIgnoresCase see {@link dev.muster.spi.platform.PlatformDescriptor#userIdIgnoresCase}
 * @param proofs what was shown in steps since then, by the step's name
 */
record SignInProgress(
    SignInContext context,
    ExternalIdentity person,
    boolean userIdIgnoresCase,
    Map<String, String> proofs) {
  SignInProgress {
    proofs = Map.copyOf(proofs);
  }

  SignInProgress withProofs(Map<String, String> shown) {
    return new SignInProgress(context, person, userIdIgnoresCase, shown);
  }
}
