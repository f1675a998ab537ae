package dev.muster.sandbox.testing;

import dev.muster.sandbox.common.SimulatedPlatform;
import dev.muster.testkit.platform.MessageFixture;
import dev.muster.testkit.platform.Persona;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the sandbox shows on people's phones.
 *
 * @param sandbox the simulated platform
 * @param people somebody's id
 */
public record SandboxMessages(
    SimulatedPlatform<?> sandbox, Function<Persona, Optional<String>> people)
    implements MessageFixture {
  @Override
  public Optional<String> userId(Persona persona) {
    return people.apply(persona);
  }

  @Override
  public List<String> received(String userId) {
    return sandbox.messages(userId);
  }

  @Override
  public long received() {
    return sandbox.messages();
  }
}
