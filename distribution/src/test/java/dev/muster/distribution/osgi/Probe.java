package dev.muster.distribution.osgi;

import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.osgi.framework.BundleContext;

/** The one entry of the probe: runs a test method inside the framework. */
public final class Probe {
  /** What the test container needs to make one. */
  public Probe() {}

  /**
   * Runs one test with what goes before and after it.
   *
   * @param context the probe's own
   * @param type the test class, loaded here a second time
   * @param method its test method
   */
  public void run(BundleContext context, String type, String method) throws Throwable {
    Class<?> test = Probe.class.getClassLoader().loadClass(type);
    Constructor<?> constructor = test.getDeclaredConstructor();
    constructor.setAccessible(true);
    Object instance = constructor.newInstance();
    try {
      each(BeforeEach.class, instance, context);
      call(find(test, method), instance, context);
    } catch (Throwable e) {
      e.addSuppressed(new ComponentTree(context).asException());
      throw e;
    } finally {
      each(AfterEach.class, instance, context);
    }
  }

  private static void each(
      Class<? extends Annotation> annotation, Object instance, BundleContext context)
      throws Throwable {
    for (Method method : instance.getClass().getDeclaredMethods()) {
      if (method.isAnnotationPresent(annotation)) {
        call(method, instance, context);
      }
    }
  }

  private static Method find(Class<?> test, String name) throws NoSuchMethodException {
    for (Method method : test.getDeclaredMethods()) {
      if (method.getName().equals(name)) {
        return method;
      }
    }
    throw new NoSuchMethodException(test.getName() + "." + name);
  }

  private static void call(Method method, Object instance, BundleContext context) throws Throwable {
    method.setAccessible(true);
    try {
      if (method.getParameterCount() == 0) {
        method.invoke(instance);
      } else {
        method.invoke(instance, context);
      }
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
