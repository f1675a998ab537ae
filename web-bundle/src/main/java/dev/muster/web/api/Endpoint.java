package dev.muster.web.api;

import dev.muster.web.http.Response;

/** Answers calls that the guard has let through. */
@FunctionalInterface
interface Endpoint {
  Response answer(Call call);
}
