package dev.muster.web.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.muster.api.ProblemException;
import dev.muster.api.Versioned;
import dev.muster.spi.Page;
import dev.muster.spi.Text;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a request says of the piece of a list that it wants.
 *
 * @param limit the most items
 * @param after where the piece before ended
 */
record Listing(int limit, Optional<String> after) {
  private static final int USUAL = 50;
  private static final int MOST = 200;

  static Listing of(Request request) {
    return new Listing(
        request.query().filled("limit").map(Listing::limit).orElse(USUAL),
        request.query().filled("after"));
  }

  private static int limit(String text) {
    int limit = 0;
    if (text.length() <= 3) {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        limit = c < '0' || c > '9' ? MOST + 1 : limit * 10 + (c - '0');
        if (limit > MOST) {
          break;
        }
      }
    }
    if (limit < 1 || limit > MOST) {
      throw ProblemException.invalid(
          "limit",
          "out-of-range",
          new Text("limit must be a number from 1 to 200.", "须为 1 至 200 的数字。"));
    }
    return limit;
  }

  /**
   * The piece of a list that is all there.
   *
   * @param all the list, in its order
   * @param id what tells its items apart
   * @return the piece
   */
  <T> Page<T> of(List<T> all, Function<T, String> id) {
    int start = after.map(last -> position(all, id, last) + 1).orElse(0);
    int end = Math.min(all.size(), start + limit);
    return new Page<>(
        all.subList(start, end),
        end < all.size() ? Optional.of(id.apply(all.get(end - 1))) : Optional.empty());
  }

  private static <T> int position(List<T> all, Function<T, String> id, String last) {
    for (int i = 0; i < all.size(); i++) {
      if (id.apply(all.get(i)).equals(last)) {
        return i;
      }
    }
    throw ProblemException.invalid(
        "after",
        "unknown",
        new Text("after must be the value of next from the page before.", "须为上一页返回的 next 的值。"));
  }

  /**
   * Where the next piece of a list is, for what is no JSON: a relative reference as of RFC 8288,
   * section 3.1, which holds whatever name and port the API is reached by.
   *
   * @param request what asked for this piece
   * @param page the piece
   * @return the value of the header {@code Link}, or empty if the list ends here
   */
  static Optional<String> link(Request request, Page<?> page) {
    return page.next()
        .map(
            next -> {
              StringBuilder query = new StringBuilder();
              for (String name : request.query().names()) {
                if (!name.equals("after")) {
                  request.query().all(name).forEach(value -> add(query, name, value));
                }
              }
              add(query, "after", next);
              return "<" + request.rawPath() + "?" + query + ">; rel=\"next\"";
            });
  }

  private static void add(StringBuilder query, String name, String value) {
    query.append(query.isEmpty() ? "" : "&").append(Inputs.encoded(name)).append('=');
    query.append(Inputs.encoded(value));
  }

  /**
   * A piece of a list as an answer.
   *
   * @param page the piece
   * @param view how an item is shown
   * @return the answer
   */
  static <T> Response answer(Page<T> page, Function<T, ?> view) {
    return Response.json(200, new Items(page.items().stream().map(view).toList(), page.next()));
  }

  /**
   * A piece of a list of single resources, each with its entity tag.
   *
   * @param page the piece
   * @param view how an item is shown
   * @return the answer
   */
  static <T> Response versioned(Page<Versioned<T>> page, Function<T, ?> view) {
    return answer(page, item -> new Tagged(view.apply(item.value()), Etags.tag(item)));
  }

  private record Tagged(@JsonUnwrapped Object view, String etag) {}

  private record Items(List<?> items, Optional<String> next) {}
}
