package dev.muster.core.form;

import static java.util.stream.Collectors.joining;

import dev.muster.api.Platforms;
import dev.muster.api.Platforms.Platform;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.spi.Text;
import dev.muster.spi.platform.PlatformDescriptor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The descriptors of platforms, for forms: none is filled in while its bundle is gone. */
public final class Descriptors {
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final Platforms platforms;

  /** Asks the platforms. */
  Descriptors(Platforms platforms) {
    this.platforms = platforms;
  }

  /**
   * The descriptor of a platform that somebody wants to use from now on.
   *
   * @throws ProblemException {@code INVALID_VALUE} if nobody knows it, {@code PLATFORM_UNAVAILABLE}
   */
  public PlatformDescriptor chosen(String platform) {
    return descriptor(
        platforms
            .find(platform)
            .orElseThrow(
                () -> ProblemException.invalid("platform", "unknown-platform", offersNobody())));
  }

  private Text offersNobody() {
    String ids = platforms.list().stream().map(Platform::id).sorted().collect(joining(", "));
    return ids.isEmpty()
        ? new Text("No installed plugin offers it.", "没有已安装的插件提供该平台。")
        : new Text(
            "No installed plugin offers it; there are: " + ids + ".",
            "没有已安装的插件提供该平台，现有平台：" + ids + "。");
  }

  /**
   * The descriptor of a platform that is in use already.
   *
   * @throws ProblemException {@code PLATFORM_UNAVAILABLE}
   */
  public PlatformDescriptor inUse(String platform) {
    return descriptor(platforms.find(platform).orElseThrow(() -> unavailable(platform)));
  }

  /** Whether a platform's bundle is there. */
  public boolean isThere(String platform) {
    return platforms.find(platform).map(Platform::available).orElse(false);
  }

  /** What is known of a platform, whether its bundle is there or not. */
  public Optional<Platform> known(String platform) {
    return platforms.find(platform);
  }

  private static PlatformDescriptor descriptor(Platform platform) {
    return platform
        .descriptor()
        .filter(descriptor -> platform.available())
        .orElseThrow(() -> unavailable(platform.id()));
  }

  /** Says that a bundle is not there. */
  public static ProblemException unavailable(String platform) {
    return new ProblemException(
        ProblemCode.PLATFORM_UNAVAILABLE,
        new Text(
            "The plugin of the platform " + platform + " is not available at the moment.",
            "平台 " + platform + " 的插件暂时不可用。"),
        List.of(),
        Optional.of(RETRY));
  }
}
