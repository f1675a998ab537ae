package dev.muster.support;

import dev.muster.spi.Deadline;
import dev.muster.spi.platform.CheckEnvironment;
import dev.muster.spi.platform.CheckReport;
import dev.muster.spi.platform.Connection;
import dev.muster.spi.platform.Directory;
import dev.muster.spi.platform.Messages;
import dev.muster.spi.platform.SignIn;
import dev.muster.spi.platform.Webhooks;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A bound app, put together from what it can do.
 *
 * @param doctor the check, see {@link Connection#check}
 * @param signIn signing people in
 * @param directory the address book
 * @param webhooks webhook events
 * @param messages messages to single people
 */
public record PlatformConnection(
    BiFunction<CheckEnvironment, Deadline, CheckReport> doctor,
    Optional<SignIn> signIn,
    Optional<Directory> directory,
    Optional<Webhooks> webhooks,
    Optional<Messages> messages)
    implements Connection {
  @Override
  public CheckReport check(CheckEnvironment environment, Deadline deadline) {
    return doctor.apply(environment, deadline);
  }
}
