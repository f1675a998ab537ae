package dev.muster.core.testing;

import dev.muster.api.Platforms;
import dev.muster.spi.platform.PlatformDescriptor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Platforms that come and go as a test says. */
public final class FakePlatforms implements Platforms {
  public final Map<String, Platform> all = new TreeMap<>();

  FakePlatforms() {
    offer(TestCore.chat());
  }

  public void offer(PlatformDescriptor descriptor) {
    all.put(
        descriptor.id(),
        new Platform(descriptor.id(), Optional.of(descriptor), true, "b", "1.0.0"));
  }

  public void takeAway(String id) {
    all.computeIfPresent(
        id, (key, each) -> new Platform(id, each.descriptor(), false, "b", "1.0.0"));
  }

  @Override
  public List<Platform> list() {
    return List.copyOf(all.values());
  }

  @Override
  public Optional<Platform> find(String id) {
    return Optional.ofNullable(all.get(id));
  }
}
