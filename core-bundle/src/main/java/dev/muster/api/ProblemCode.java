package dev.muster.api;

/** Kinds of problem, each with a code that never changes. */
public enum ProblemCode {
  /** The request cannot be read. */
  MALFORMED("malformed"),
  /** Nobody has said who they are. */
  UNAUTHENTICATED("unauthenticated"),
  /** Whoever asks may see it, but not do this. */
  FORBIDDEN("forbidden"),
  /** A request with a session cookie lacks the token that shows it came from the console. */
  CSRF("csrf"),
  /** It is not there, or not for the caller to see. */
  NOT_FOUND("not-found"),
  /** The address knows no such method. */
  METHOD_NOT_ALLOWED("method-not-allowed"),
  /** Something of that name is there already. */
  ALREADY_EXISTS("already-exists"),
  /** The tenant has bound an app of that platform already. */
  ALREADY_BOUND("already-bound"),
  /** Something else rests on it. */
  IN_USE("in-use"),
  /** Dissolving a chat would lose what was said in it. */
  HISTORY_WOULD_BE_LOST("history-would-be-lost"),
  /** It would leave the installation without an owner, or take the caller's own rights away. */
  LAST_OWNER("last-owner"),
  /** It has changed since it was read. */
  STALE("stale"),
  /** The request is too large. */
  TOO_LARGE("too-large"),
  /** The request is of a kind that is not read here. */
  UNSUPPORTED_MEDIA_TYPE("unsupported-media-type"),
  /** A file is not written in UTF-8. */
  ENCODING("encoding"),
  /** A value cannot be accepted. */
  INVALID_VALUE("invalid-value"),
  /** A plugin's jar cannot be started; the detail says why. */
  PLUGIN_REFUSED("plugin-refused"),
  /** Plugins are not to come in over the API. */
  PLUGIN_UPLOAD_OFF("plugin-upload-off"),
  /** Too much in too short a time. */
  THROTTLED("throttled"),
  /** The platform's bundle is not there at the moment. */
  PLATFORM_UNAVAILABLE("platform-unavailable"),
  /** Storage or another part of the product does not answer at the moment. */
  UNAVAILABLE("unavailable"),
  /** Something went wrong inside; the log knows more under the correlation id. */
  INTERNAL("internal");

  /** What the API calls it. */
  private final String id;

  ProblemCode(String id) {
    this.id = id;
  }

  /**
   * What the API calls it.
   *
   * @return kebab-case, stable
   */
  public String id() {
    return id;
  }
}
