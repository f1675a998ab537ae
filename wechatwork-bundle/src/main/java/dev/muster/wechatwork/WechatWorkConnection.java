package dev.muster.wechatwork;

import dev.muster.spi.Deadline;
import dev.muster.spi.platform.Callbacks;
import dev.muster.spi.platform.CheckEnvironment;
import dev.muster.spi.platform.CheckReport;
import dev.muster.spi.platform.Connection;
import dev.muster.spi.platform.Directory;
import dev.muster.spi.platform.SignIn;
import java.util.Optional;

/** One app of one company. */
final class WechatWorkConnection implements Connection {
  private final WechatWorkSignIn signIn;
  private final WechatWorkDirectory directory;
  private final Optional<Callbacks> callbacks;
  private final Doctor doctor;

  WechatWorkConnection(
      WechatWorkSignIn signIn,
      WechatWorkDirectory directory,
      Optional<Callbacks> callbacks,
      Doctor doctor) {
    this.signIn = signIn;
    this.directory = directory;
    this.callbacks = callbacks;
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

  @Override
  public Optional<Directory> directory() {
    return Optional.of(directory);
  }

  @Override
  public Optional<Callbacks> callbacks() {
    return callbacks;
  }
}
