package dev.muster.web.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.ProblemException.Dependant;
import dev.muster.api.ProblemException.FieldProblem;
import dev.muster.api.ProblemException.LastChange;
import dev.muster.spi.Text;
import dev.muster.spi.storage.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where an exception becomes an answer. */
public final class Failures {
  /** RFC 9457. */
  public static final String PROBLEM_JSON = "application/problem+json";

  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
  private static final Duration STORAGE_PAUSE = Duration.ofSeconds(2);

  private Failures() {}

  /**
   * The status of a code.
   *
   * @param code the code
   * @return the HTTP status
   */
  public static int status(ProblemCode code) {
    return switch (code) {
      case MALFORMED -> 400;
      case UNAUTHENTICATED -> 401;
      case FORBIDDEN, CSRF, PLUGIN_UPLOAD_OFF -> 403;
      case NOT_FOUND -> 404;
      case METHOD_NOT_ALLOWED -> 405;
      case ALREADY_EXISTS, ALREADY_BOUND, IN_USE, LAST_OWNER, HISTORY_WOULD_BE_LOST -> 409;
      case STALE -> 412;
      case TOO_LARGE -> 413;
      case UNSUPPORTED_MEDIA_TYPE -> 415;
      case INVALID_VALUE, ENCODING, PLUGIN_REFUSED -> 422;
      case THROTTLED -> 429;
      case PLATFORM_UNAVAILABLE, UNAVAILABLE -> 503;
      case INTERNAL -> 500;
    };
  }

  /**
   * The answer to an exception. What nobody foresaw is logged with its cause, under the correlation
   * id that the logging context holds.
   *
   * @param thrown what was thrown
   * @return the failure
   */
  public static Failure of(Throwable thrown) {
    if (thrown instanceof ProblemException problem) {
      return of(problem);
    }
    if (thrown instanceof StorageException) {
      LOG.error("Storage did not answer", thrown);
      return of(
          new ProblemException(
              ProblemCode.UNAVAILABLE,
              new Text(
                  "The storage does not answer at the moment. Please try again.",
                  "存储暂时没有响应，请稍后重试。"),
              List.of(),
              Optional.of(STORAGE_PAUSE)));
    }
    LOG.error("A request ended with an unexpected fault", thrown);
    return of(
        new ProblemException(
            ProblemCode.INTERNAL,
            new Text(
                "Something went wrong on our side. The log says more under the correlation ID.",
                "Muster 内部出错，详情请用追踪 ID 在日志中查找。")));
  }

  private static Failure of(ProblemException problem) {
    Optional<Duration> wait = problem.retryAfter();
    if (wait.isEmpty()
        && (problem.code() == ProblemCode.THROTTLED
            || problem.code() == ProblemCode.UNAVAILABLE
            || problem.code() == ProblemCode.PLATFORM_UNAVAILABLE)) {
      wait = Optional.of(STORAGE_PAUSE);
    }
    return new Failure(
        problem.code(),
        status(problem.code()),
        problem.detail(),
        problem.errors(),
        problem.dependants(),
        problem.lastChange(),
        wait,
        List.of());
  }

  static Failure notAllowed(List<String> allow) {
    String methods = String.join(", ", allow);
    return new Failure(
        ProblemCode.METHOD_NOT_ALLOWED,
        405,
        new Text(
            "This address does not support that method; give one of " + methods + ".",
            "该地址不支持此方法，可用的方法：" + methods + "。"),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        allow);
  }

  /**
   * The answer of the API: a problem document, in the language that the request asks for.
   *
   * @param request what was asked
   * @param failure what went wrong
   * @return the answer
   */
  public static Response problemDocument(Request request, Failure failure) {
    return problemDocument(request.language(), request.correlationId(), failure);
  }

  static Response problemDocument(Language language, String correlationId, Failure failure) {
    return Response.json(
            failure.status(),
            new ProblemDocument(
                "urn:muster:problem:" + failure.code().id(),
                language.of(title(failure.code())),
                failure.status(),
                language.of(failure.detail()),
                failure.code().id(),
                correlationId,
                failure.errors().stream().map(error -> FieldView.of(error, language)).toList(),
                failure.dependants(),
                failure.lastChange().flatMap(LastChange::changedBy),
                failure.lastChange().map(LastChange::updatedAt)))
        .withContentType(PROBLEM_JSON)
        .in(language);
  }

  private static Text title(ProblemCode code) {
    return switch (code) {
      case MALFORMED -> new Text("The request cannot be read", "请求无法解析");
      case UNAUTHENTICATED -> new Text("Authentication is required", "需要身份验证");
      case FORBIDDEN -> new Text("You may not do this", "没有权限");
      case CSRF -> new Text("The CSRF token is missing or wrong", "CSRF 令牌缺失或错误");
      case NOT_FOUND -> new Text("Not found", "内容不存在");
      case METHOD_NOT_ALLOWED -> new Text("Method not allowed", "不支持该方法");
      case ALREADY_EXISTS -> new Text("It already exists", "已存在");
      case ALREADY_BOUND -> new Text("The platform is already bound", "该平台已绑定");
      case IN_USE -> new Text("It is not in a state for that", "当前状态不允许此操作");
      case HISTORY_WOULD_BE_LOST -> new Text("What was said would be lost", "聊天记录将会丢失");
      case LAST_OWNER -> new Text("Somebody has to stay an owner", "必须保留至少一名所有者");
      case STALE -> new Text("It has changed in the meantime", "内容已被修改");
      case TOO_LARGE -> new Text("The request is too large", "请求过大");
      case UNSUPPORTED_MEDIA_TYPE -> new Text("The content type is not supported", "不支持该内容类型");
      case INVALID_VALUE -> new Text("A value is not valid", "填写的值无效");
      case ENCODING -> new Text("The file is not written in UTF-8", "文件不是 UTF-8 编码");
      case PLUGIN_REFUSED -> new Text("The plugin was refused", "插件被拒绝");
      case PLUGIN_UPLOAD_OFF -> new Text("Uploading plugins is switched off", "未开启插件上传");
      case THROTTLED -> new Text("Too many requests", "请求过于频繁");
      case PLATFORM_UNAVAILABLE -> new Text("The platform is not available", "平台不可用");
      case UNAVAILABLE -> new Text("The service is not available", "服务不可用");
      case INTERNAL -> new Text("Internal error", "内部错误");
    };
  }

  private record ProblemDocument(
      String type,
      String title,
      int status,
      String detail,
      String code,
      String correlationId,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldView> errors,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Dependant> dependants,
      Optional<String> changedBy,
      Optional<Instant> updatedAt) {}

  private record FieldView(String field, String code, String message) {
    static FieldView of(FieldProblem problem, Language language) {
      return new FieldView(problem.field(), problem.code(), language.of(problem.message()));
    }
  }
}
