package dev.muster.distribution.osgi;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.ops4j.pax.exam.TestContainerException;
import org.osgi.framework.BundleContext;

/** Skips a test method here and calls it in the framework, where its bundle context is real. */
final class InFrameworkExtension implements InvocationInterceptor, ParameterResolver {

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    invocation.skip();
    Container container =
        context
            .getRoot()
            .getStore(Namespace.create(Container.class))
            .computeIfAbsent(Container.class, key -> Container.start(), Container.class);
    try {
      container.call(method.getTargetClass().getName(), method.getExecutable().getName());
    } catch (RuntimeException e) {
      throw thrownByTheTest(e);
    }
  }

  @Override
  public void interceptBeforeEachMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context) {
    invocation.skip(); // runs inside, before the test method
  }

  @Override
  public void interceptAfterEachMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context) {
    invocation.skip();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == BundleContext.class;
  }

  /** Outside nothing is called, so nothing is needed. */
  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return null;
  }

  private static Throwable thrownByTheTest(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null
        && (cause instanceof TestContainerException
            || cause instanceof InvocationTargetException
            || cause.getClass() == RuntimeException.class)) {
      cause = cause.getCause();
    }
    return cause;
  }
}
