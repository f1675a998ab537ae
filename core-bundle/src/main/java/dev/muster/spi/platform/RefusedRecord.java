package dev.muster.spi.platform;

import java.util.Optional;

record RefusedRecord(SignInResult.Reason reason, Optional<String> platformCode)
    implements SignInResult.Refused {
  @Override
  public SignInResult.Refused withPlatformCode(Optional<String> code) {
    return new RefusedRecord(reason, code);
  }
}
