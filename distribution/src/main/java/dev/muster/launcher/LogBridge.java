package dev.muster.launcher;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.LogService;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerConsumer;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** OSGi's log service on top of SLF4J, for the bundles that know only that one. */
final class LogBridge implements LogService {

  @Override
  public Logger getLogger(String name) {
    return getLogger(name, Logger.class);
  }

  @Override
  public Logger getLogger(Class<?> type) {
    return getLogger(type.getName());
  }

  @Override
  public <L extends Logger> L getLogger(String name, Class<L> type) {
    Object proxy =
        Proxy.newProxyInstance(
            LogBridge.class.getClassLoader(), new Class<?>[] {type}, new Calls(name));
    return type.cast(proxy);
  }

  @Override
  public <L extends Logger> L getLogger(Class<?> subject, Class<L> type) {
    return getLogger(subject.getName(), type);
  }

  @Override
  public <L extends Logger> L getLogger(Bundle bundle, String name, Class<L> type) {
    // what a bundle says as such gets its name, so that its level can be set
    return getLogger(
        Logger.ROOT_LOGGER_NAME.equals(name) ? String.valueOf(bundle.getSymbolicName()) : name,
        type);
  }

  @Override
  @Deprecated
  public void log(int level, String message) {
    write(level, message, null);
  }

  @Override
  @Deprecated
  public void log(int level, String message, @Nullable Throwable failure) {
    write(level, message, failure);
  }

  @Override
  @Deprecated
  public void log(ServiceReference<?> service, int level, String message) {
    write(level, message, null);
  }

  @Override
  @Deprecated
  public void log(
      ServiceReference<?> service, int level, String message, @Nullable Throwable failure) {
    write(level, message, failure);
  }

  private static void write(int level, String message, @Nullable Throwable failure) {
    Level[] byNumber = {Level.ERROR, Level.ERROR, Level.WARN, Level.INFO, Level.DEBUG};
    Level named = level > 0 && level < byNumber.length ? byNumber[level] : Level.DEBUG;
    LoggerFactory.getLogger("osgi").atLevel(named).setCause(failure).log(message);
  }

  /** Both interfaces have the same method per level and the same placeholders. */
  private static final class Calls implements InvocationHandler {
    private final org.slf4j.Logger log;

    Calls(String name) {
      this.log = LoggerFactory.getLogger(name);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args)
        throws Throwable {
      String name = method.getName();
      if (args == null || args.length == 0) {
        return switch (name) {
          case "getName", "toString" -> log.getName();
          case "hashCode" -> System.identityHashCode(proxy);
          default -> log.isEnabledForLevel(levelOf(name));
        };
      }
      if (name.equals("equals")) {
        return proxy == args[0];
      }
      if (args[0] instanceof LoggerConsumer<?> consumer) {
        if (log.isEnabledForLevel(levelOf(name))) {
          consumer.accept((Logger) proxy);
        }
        return null;
      }
      boolean list = args.length == 2 && args[1] instanceof Object[];
      Object[] values = list ? (Object[]) args[1] : tail(args);
      log.atLevel(levelOf(name)).log(String.valueOf(args[0]), values);
      return null;
    }

    private static @Nullable Object[] tail(@Nullable Object[] args) {
      return java.util.Arrays.copyOfRange(args, 1, args.length);
    }

    /** {@code warn} and {@code isWarnEnabled} alike; audit messages always count. */
    private static Level levelOf(String method) {
      String name = method.toLowerCase(Locale.ROOT);
      for (Level level : Level.values()) {
        if (name.contains(level.name().toLowerCase(Locale.ROOT))) {
          return level;
        }
      }
      return Level.INFO;
    }
  }
}
