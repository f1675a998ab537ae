package dev.muster.core.hook;

import java.lang.reflect.Proxy;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/**
 * The reference of a service as a framework hands it to whoever binds it.
 *
 * @param bundle the symbolic name of the bundle that offers it; empty when it has gone already
 */
record RegisteredService<S>(String bundle, Map<String, Object> properties)
    implements ServiceReference<S> {
  static <S> RegisteredService<S> of(String bundle, long serviceId) {
    return new RegisteredService<>(bundle, Map.of(Constants.SERVICE_ID, serviceId));
  }

  RegisteredService<S> ranked(Object ranking) {
    return new RegisteredService<>(
        bundle,
        Map.of(
            Constants.SERVICE_ID,
            properties.get(Constants.SERVICE_ID),
            Constants.SERVICE_RANKING,
            ranking));
  }

  @Override
  public Object getProperty(String key) {
    return properties.get(key);
  }

  @Override
  public String[] getPropertyKeys() {
    return properties.keySet().toArray(String[]::new);
  }

  @Override
  public Bundle getBundle() {
    return bundle.isEmpty() ? null : bundleOf(bundle);
  }

  private static Bundle bundleOf(String name) {
    return (Bundle)
        Proxy.newProxyInstance(
            Bundle.class.getClassLoader(),
            new Class<?>[] {Bundle.class},
            (proxy, method, arguments) -> {
              if (Set.of("getSymbolicName", "toString").contains(method.getName())) {
                return name;
              }
              throw new UnsupportedOperationException(method.getName());
            });
  }

  @Override
  public Bundle[] getUsingBundles() {
    return new Bundle[0];
  }

  @Override
  public boolean isAssignableTo(Bundle other, String className) {
    return true;
  }

  @Override
  public int compareTo(Object other) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Dictionary<String, Object> getProperties() {
    return new Hashtable<>(properties);
  }

  @Override
  public <A> A adapt(Class<A> type) {
    return null;
  }
}
