package dev.muster.web.http;

import java.io.InputStream;
import java.util.Collection;
import java.util.List;

/** A request as the server got it: nothing is decoded or believed yet. */
public interface Incoming {
  /**
   * The HTTP method.
   *
   * @return as sent
   */
  String method();

  /**
   * The path, not decoded.
   *
   * @return as sent, without the query
   */
  String rawPath();

  /**
   * The query, not decoded.
   *
   * @return as sent, without the question mark; empty where there is none
   */
  String rawQuery();

  /**
   * The names of the headers.
   *
   * @return each once, in the case in which it was sent
   */
  Collection<String> headerNames();

  /**
   * The values of a header.
   *
   * @param name its name, in any case
   * @return one per line of the header, in order
   */
  List<String> headers(String name);

  /**
   * The body.
   *
   * @return the stream, which has a bounded time for every read
   */
  InputStream body();

  /**
   * Where the connection comes from.
   *
   * @return a literal IP address
   */
  String remoteAddress();
}
