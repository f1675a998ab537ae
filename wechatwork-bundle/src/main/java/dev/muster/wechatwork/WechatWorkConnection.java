package dev.muster.wechatwork;

import dev.muster.spi.CheckEnvironment;
import dev.muster.spi.CheckReport;
import dev.muster.spi.Connection;
import dev.muster.spi.Deadline;
import dev.muster.spi.SignIn;
import java.util.Optional;

/** One app of one company. */
final class WechatWorkConnection implements Connection {
  private final WechatWorkSignIn signIn;
  private final Doctor doctor;

  WechatWorkConnection(WechatWorkSignIn signIn, Doctor doctor) {
    this.signIn = signIn;
    this.doctor = doctor;
  }

  @Override
  public CheckReport check(CheckEnvironment environment, Deadline deadline) {
    return doctor.check(environment, deadline);
  }

  @Override
  public Optional<SignIn> signIn() {
    return Optional.of(signIn);
  }
}
