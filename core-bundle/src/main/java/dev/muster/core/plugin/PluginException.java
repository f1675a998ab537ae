package dev.muster.core.plugin;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** A jar is refused; the message completes the sentence that begins with its name. */
final class PluginException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int MOST_CAUSES = 50;

  /** What kind of reason. */
  enum Why {
    UNREADABLE("unreadable", "无法读取"),
    NOT_STORED("not-stored", "无法保存"),
    DAMAGED("damaged", "已损坏或不完整"),
    UNSAFE("unsafe", "包含不安全的内容"),
    NOT_A_BUNDLE("not-a-bundle", "不是可用的 OSGi bundle"),
    NOT_TRUSTED("not-trusted", "未通过签名校验"),
    NAME_TAKEN("name-taken", "的名称与 Muster 自身的 bundle 冲突"),
    SPI_VERSION("spi-version", "与当前的 SPI 版本不兼容"),
    PRIVATE_PACKAGES("private-packages", "包含 Muster 自身的包"),
    UNRESOLVABLE("unresolvable", "缺少依赖，无法解析"),
    DOES_NOT_START("does-not-start", "无法启动"),
    NO_PLATFORM("no-platform", "没有提供可用的平台"),
    PLATFORM_TAKEN("platform-taken", "提供的平台已由其他插件提供"),
    WAITS("waits-for-service", "正在等待所需的服务"),
    GONE("stopped-by-itself", "已停止运行"),
    SERVICE_LOST("service-lost", "失去了部分服务"),
    SUPERSEDED("superseded", "已被其他文件取代"),
    UNEXPECTED("unexpected", "发生意外错误");

    private final String code;
    private final String zhCn;

    Why(String code, String zhCn) {
      this.code = code;
      this.zhCn = zhCn;
    }

    /** What the API calls it. */
    String code() {
      return code;
    }

    /**
     * The same in Chinese, to stand after what names the jar. The sentence that goes with it is
     * quoted in English: half of it is names of the framework's and messages of others.
     */
    String zhCn() {
      return zhCn;
    }

    /** Whether another plugin that comes or goes may change it. */
    boolean mayPass() {
      return isMissing() || this == PLATFORM_TAKEN || this == GONE;
    }

    /** Whether it lacks something that another plugin may bring. */
    boolean isMissing() {
      return this == UNRESOLVABLE || this == WAITS;
    }

    /** Whether it says something about this machine, now: it is tried again before long. */
    boolean passesWithTime() {
      return this == UNREADABLE || this == NOT_STORED || this == GONE || this == UNEXPECTED;
    }
  }

  private final Why why;

  PluginException(Why why, String message) {
    this(why, message, null);
  }

  PluginException(Why why, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.why = why;
  }

  Why why() {
    return why;
  }

  /** What nobody has thought of, such as a bug of ours that one plugin meets. */
  static PluginException unexpected(Throwable failure) {
    return new PluginException(
        Why.UNEXPECTED, "failed unexpectedly: " + reason(failure) + "; it is tried again", failure);
  }

  String sentence() {
    return String.valueOf(getMessage());
  }

  /** What lies at the bottom of a failure, in one line. */
  static String reason(Throwable failure) {
    Throwable root = failure;
    // causes of others may go round in a circle
    for (int i = 0; i < MOST_CAUSES && root.getCause() != null; i++) {
      root = root.getCause();
    }
    String message = root.getMessage();
    String name = root.getClass().getSimpleName();
    return message == null ? name : name + ": " + message.lines().findFirst().orElse("");
  }

  /** A fault of a disk in words: the message of a file system's exception is but a path. */
  static String fault(Throwable failure) {
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (failure instanceof FileSystemException system) {
      String why = system.getReason();
      return why == null ? failure.getClass().getSimpleName() : why;
    }
    return reason(failure);
  }
}
