package dev.muster.sandbox;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Carries the sandbox on servlets. */
final class SandboxServlet extends HttpServlet implements AutoCloseable {
  private static final long serialVersionUID = 1L;

  /** Longer than any answer is held back. */
  private static final long ASYNC_TIMEOUT_MILLIS = 120_000;

  private final transient Sandbox sandbox;
  private final String mount;
  private final transient HeldBack heldBack = new HeldBack();

  SandboxServlet(Sandbox sandbox, String mount) {
    this.sandbox = sandbox;
    this.mount = mount;
  }

  @Override
  public void close() {
    heldBack.close();
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] body = request.getInputStream().readNBytes(SandboxRequest.MAX_BODY_BYTES + 1);
    if (body.length > SandboxRequest.MAX_BODY_BYTES) {
      response.setStatus(413);
      return;
    }
    String path = request.getPathInfo();
    SandboxResponse answer =
        sandbox.handle(
            new SandboxRequest(
                request.getMethod(),
                mount,
                path == null ? "" : path,
                Forms.decode(request.getQueryString()),
                body,
                request::getHeader));
    if (answer.delay().isZero()) {
      send(answer, response);
    } else {
      AsyncContext async = request.startAsync();
      async.setTimeout(ASYNC_TIMEOUT_MILLIS);
      heldBack.send(answer.delay(), () -> sendLater(answer, response, async));
    }
  }

  /** Whoever waited may have gone: that is what a late answer is for. */
  private static void sendLater(
      SandboxResponse answer, HttpServletResponse response, AsyncContext async) {
    try {
      send(answer, response);
    } catch (IOException e) {
      // nobody is there to be told
    } finally {
      async.complete();
    }
  }

  private static void send(SandboxResponse answer, HttpServletResponse response)
      throws IOException {
    response.setStatus(answer.status());
    answer.headers().forEach(response::setHeader);
    response.setContentLength(answer.body().length);
    response.getOutputStream().write(answer.body());
  }
}
