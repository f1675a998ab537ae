package dev.muster.web.server;

import dev.muster.web.http.Response;
import dev.muster.web.http.ServerAnswers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.QuietException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Writes what the server answers by itself. Its own handler repeats the whole address in its page,
 * and in the log where the page is too long for that.
 */
final class ErrorAnswers implements Request.Handler {
  /** Where a servlet's failure stands (Jakarta Servlet 6.0, section 10.9.1). */
  private static final String SERVLET_EXCEPTION = "jakarta.servlet.error.exception";

  private final ServerAnswers answers;

  ErrorAnswers(ServerAnswers answers) {
    this.answers = answers;
  }

  /** Every way in which a server answers by itself comes here: its own, and its contexts'. */
  void serve(Server server) {
    server.setErrorHandler(this);
    server.getDescendants(ContextHandler.class).forEach(each -> each.setErrorHandler(this));
  }

  @Override
  public boolean handle(
      Request request, org.eclipse.jetty.server.Response response, Callback callback) {
    List<String> languages = request.getHeaders().getValuesList(HttpHeader.ACCEPT_LANGUAGE);
    Optional<Throwable> fault = fault(request);
    int status = Math.max(400, response.getStatus());
    Response answer =
        fault.isPresent()
            ? answers.fault(fault.get(), languages)
            : answers.refusal(status, languages);
    response.setStatus(answer.status());
    HttpFields.Mutable headers = response.getHeaders();
    String connection = headers.get(HttpHeader.CONNECTION);
    headers.clear();
    if (connection != null) {
      headers.put(HttpHeader.CONNECTION, connection);
    }
    answer.headers().forEach(each -> headers.add(each.name(), each.value()));
    headers.put(HttpHeader.CONTENT_TYPE, answer.contentType());
    response.write(true, ByteBuffer.wrap(answer.body()), callback);
    return true;
  }

  /** Neither what the server says about a request, nor that somebody has gone. */
  private static Optional<Throwable> fault(Request request) {
    return Stream.of(ErrorHandler.ERROR_EXCEPTION, SERVLET_EXCEPTION)
        .map(request::getAttribute)
        .filter(Throwable.class::isInstance)
        .map(Throwable.class::cast)
        .findFirst()
        .filter(it -> !isRefusal(it) && !isOfConnection(it));
  }

  private static boolean isRefusal(Throwable thrown) {
    return thrown instanceof HttpException refusal && refusal.getCode() != 500;
  }

  private static boolean isOfConnection(Throwable thrown) {
    return (thrown instanceof QuietException && !(thrown instanceof HttpException))
        || thrown instanceof IOException
        || thrown instanceof TimeoutException;
  }
}
