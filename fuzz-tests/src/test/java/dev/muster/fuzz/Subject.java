package dev.muster.fuzz;

import dev.muster.web.http.Response;
import dev.muster.web.http.TestServer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A part of the product that answers, set up with somebody in it. */
interface Subject {
  /** What answers. */
  TestServer server();

  /** What a word in braces stands for at the moment. */
  Optional<String> value(String word);

  /** What was stored since the last look. */
  Changed changed();

  /** What stands in no answer, except where it was sent. */
  List<String> secrets();

  /** Which collections may change with what was sent: all others may not. */
  boolean mayChange(String collection, Input input);

  /** Lets time pass, and forgets what an input has used up. */
  void after(Input input, Response response, Map<String, Integer> changes);
}
