package dev.muster.web.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Supplier;

/**
 * A request of the servlet container.
 *
 * @param request the request
 * @param content its body, or why there is none
 */
record ServletIncoming(HttpServletRequest request, Supplier<InputStream> content)
    implements Incoming {
  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public String rawPath() {
    return request.getRequestURI();
  }

  @Override
  public String rawQuery() {
    String query = request.getQueryString();
    return query == null ? "" : query;
  }

  @Override
  public Collection<String> headerNames() {
    Enumeration<String> names = request.getHeaderNames();
    return names == null ? List.of() : new LinkedHashSet<>(Collections.list(names));
  }

  @Override
  public List<String> headers(String name) {
    Enumeration<String> values = request.getHeaders(name);
    return values == null || !values.hasMoreElements() ? List.of() : Collections.list(values);
  }

  /** The body as the container has it. */
  static InputStream content(HttpServletRequest request) {
    try {
      return request.getInputStream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public InputStream body() {
    return content.get();
  }

  @Override
  public String remoteAddress() {
    return request.getRemoteAddr();
  }
}
