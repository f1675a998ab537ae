package dev.muster.core.plugin;

import dev.muster.spi.platform.ChatProvider;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/** A service that a bundle offers. */
record FakeService(String how, ChatProvider provider) implements ServiceReference<Object> {
  Object service() {
    return how.equals("null") ? null : how.isEmpty() ? provider : new Object();
  }

  @Override
  public Object getProperty(String key) {
    return key.equals(Constants.OBJECTCLASS) ? types() : null;
  }

  private String[] types() {
    List<String> types = new ArrayList<>(List.of("java.lang.Runnable"));
    types.add(how.contains(".") ? how : FakeFramework.CHAT_PROVIDER);
    return types.toArray(String[]::new);
  }

  @Override
  public boolean isAssignableTo(Bundle bundle, String type) {
    return !how.equals("foreign");
  }

  @Override
  public String[] getPropertyKeys() {
    return new String[0];
  }

  @Override
  public Bundle getBundle() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Bundle[] getUsingBundles() {
    return new Bundle[0];
  }

  @Override
  public int compareTo(Object other) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Dictionary<String, Object> getProperties() {
    throw new UnsupportedOperationException();
  }

  @Override
  public <A> A adapt(Class<A> type) {
    return null;
  }
}
