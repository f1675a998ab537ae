package dev.muster.web.http;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A request made by hand. */
public final class TestRequest implements Incoming {
  private final String method;
  private final String path;
  private final String query;
  private final List<Line> headers = new ArrayList<>();
  private InputStream body = InputStream.nullInputStream();
  private String remote = "192.0.2.7";

  /** Unlike ours, as odd as it likes. */
  private record Line(String name, String value) {}

  private TestRequest(String method, String address) {
    int mark = address.indexOf('?');
    this.method = method;
    path = mark < 0 ? address : address.substring(0, mark);
    query = mark < 0 ? "" : address.substring(mark + 1);
  }

  public static TestRequest of(String method, String address) {
    return new TestRequest(method, address);
  }

  public static TestRequest get(String address) {
    return of("GET", address);
  }

  public TestRequest header(String name, String value) {
    headers.add(new Line(name, value));
    return this;
  }

  public TestRequest from(String address) {
    remote = address;
    return this;
  }

  public TestRequest body(String contentType, String text) {
    return body(contentType, text.getBytes(StandardCharsets.UTF_8));
  }

  public TestRequest body(String contentType, byte[] bytes) {
    body = new ByteArrayInputStream(bytes);
    return header("Content-Type", contentType);
  }

  public TestRequest stream(String contentType, InputStream stream) {
    body = stream;
    return header("Content-Type", contentType);
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public String rawPath() {
    return path;
  }

  @Override
  public String rawQuery() {
    return query;
  }

  @Override
  public Set<String> headerNames() {
    return headers.stream().map(Line::name).collect(Collectors.toSet());
  }

  @Override
  public List<String> headers(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Line::value)
        .toList();
  }

  @Override
  public InputStream body() {
    return body;
  }

  @Override
  public String remoteAddress() {
    return remote;
  }
}
