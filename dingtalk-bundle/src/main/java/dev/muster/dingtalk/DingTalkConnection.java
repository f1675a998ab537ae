package dev.muster.dingtalk;

import dev.muster.spi.Deadline;
import dev.muster.spi.platform.Callbacks;
import dev.muster.spi.platform.CheckEnvironment;
import dev.muster.spi.platform.CheckReport;
import dev.muster.spi.platform.Connection;
import dev.muster.spi.platform.Directory;
import dev.muster.spi.platform.SignIn;
import java.util.Optional;

/** One app of one company. */
final class DingTalkConnection implements Connection {
  private final Doctor doctor;
  private final DingTalkSignIn signIn;
  private final DingTalkDirectory directory;
  private final Optional<Callbacks> callbacks;

  DingTalkConnection(
      Doctor doctor,
      DingTalkSignIn signIn,
      DingTalkDirectory directory,
      Optional<Callbacks> callbacks) {
    this.doctor = doctor;
    this.signIn = signIn;
    this.directory = directory;
    this.callbacks = callbacks;
  }

  @Override
  public CheckReport check(CheckEnvironment environment, Deadline deadline) {
    return doctor.check(deadline);
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
