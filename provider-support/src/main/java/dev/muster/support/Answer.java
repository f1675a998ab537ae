package dev.muster.support;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import dev.muster.spi.platform.CheckReport.Step;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.Judged;
import dev.muster.spi.platform.ProviderContext.Token;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.spi.platform.SignInResult;
import dev.muster.spi.platform.SignInResult.Reason;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A JSON object that a platform answered, with the platform's verdict on the call. Immutable. */
public final class Answer implements Judged {
  private static final long LONGEST_LIFETIME_SECONDS = 24 * 60 * 60;

  private final String call;
  private final JsonNode body;
  private final Optional<Refusal> refusal;

  private Answer(String call, JsonNode body, Optional<Refusal> refusal) {
    this.call = call;
    this.body = body;
    this.refusal = refusal;
  }

  /**
   * An answer.
   *
   * @param call what was asked
   * @param body the whole object
   * @param refusal how the platform refused it; empty if it did what it was asked
   * @return the answer
   */
  public static Answer of(HttpCall call, JsonNode body, Optional<Refusal> refusal) {
    return new Answer(call.name(), body, refusal);
  }

  /**
   * The fault of an answer that the platform's documentation does not know.
   *
   * @param call the name of the call
   * @param what is wrong with the answer, beginning with a verb, without values of it
   * @return the fault
   */
  public static ProviderException unexpected(String call, String what) {
    return new ProviderException(
        Code.UNEXPECTED_ANSWER, "The answer to " + call + " " + what, Optional.empty());
  }

  /**
   * The fault of an answer that the platform's documentation does not know.
   *
   * @param what is wrong with it, beginning with a verb, without values of it
   * @return the fault
   */
  public ProviderException unexpected(String what) {
    return unexpected(call, what);
  }

  /**
   * The fault of a field that is there only with a permission.
   *
   * @param field what is not there
   * @param permission as the platform calls it
   * @return the fault
   */
  public ProviderException withheld(String field, String permission) {
    return new ProviderException(
        Code.NOT_PERMITTED,
        call + " left out " + field + ": the app lacks the permission " + permission,
        Optional.empty());
  }

  /**
   * The platform's own code.
   *
   * @return the code, or empty if it did what it was asked
   */
  @Override
  public Optional<String> refusal() {
    return refusal.map(Refusal::code);
  }

  /**
   * Whether the platform refused the call by one of these codes.
   *
   * @param codes the platform's codes
   * @return true if so
   */
  public boolean refusedWith(Set<String> codes) {
    return refusal().filter(codes::contains).isPresent();
  }

  /**
   * Fails if the platform refused the call by one of these codes: where it calls itself busy, the
   * core sends the call again if it may.
   *
   * @param codes the platform's codes
   * @return this
   * @throws ProviderException {@link #failure}
   */
  public Answer unless(Set<String> codes) throws ProviderException {
    if (refusedWith(codes)) {
      throw failure();
    }
    return this;
  }

  /**
   * Fails unless the call succeeded, or was refused by a code that tells something about whom it
   * asks for.
   *
   * @param telling codes that the caller looks at itself
   * @return this
   * @throws ProviderException {@link #failure}
   */
  @SafeVarargs
  public final Answer orThrow(Set<String>... telling) throws ProviderException {
    for (Set<String> codes : telling) {
      if (refusedWith(codes)) {
        return this;
      }
    }
    if (refusal.isPresent()) {
      throw failure();
    }
    return this;
  }

  /**
   * The fault that a refusal of a call with a token is.
   *
   * @return the fault
   * @throws IllegalStateException if the call was not refused
   */
  public ProviderException failure() {
    return failure(refusal.map(Refusal::onCall));
  }

  /**
   * The fault that a refusal of a call with a secret is.
   *
   * @return the fault
   * @throws IllegalStateException if the call was not refused
   */
  public ProviderException failureOfSecret() {
    return failure(refusal.map(Refusal::onSecret));
  }

  private ProviderException failure(Optional<Code> kind) {
    if (refusal.isEmpty() || kind.isEmpty()) {
      throw new IllegalStateException(call + " was not refused");
    }
    Refusal how = refusal.get();
    return new ProviderException(
        kind.get(),
        call + " answered " + how.code() + how.detail(),
        Optional.of(how.code()),
        how.retryAfter(),
        Optional.empty());
  }

  /**
   * The whole object.
   *
   * @return the object, not to be changed
   */
  public JsonNode body() {
    return body;
  }

  /**
   * What lies below the object.
   *
   * @param path names, from the outside in
   * @return the node, or a missing one
   */
  public JsonNode at(String... path) {
    JsonNode node = body;
    for (String name : path) {
      node = node.path(name);
    }
    return node;
  }

  /**
   * A list below the object. One that is not there is a fault, never an empty list.
   *
   * @param path names, from the outside in
   * @return an array
   * @throws ProviderException {@code UNEXPECTED_ANSWER} if there is none
   */
  public JsonNode list(String... path) throws ProviderException {
    JsonNode list = at(path);
    if (!list.isArray()) {
      throw unexpected("has no list " + String.join(".", path));
    }
    return list;
  }

  /**
   * A text or number of the object, as text.
   *
   * @param name the field's name
   * @return the text; empty if it is absent, blank or something else
   */
  public Optional<String> text(String name) {
    return Json.text(body, name);
  }

  /**
   * A text or number of the object that has to be there.
   *
   * @param name the field's name
   * @return the text
   * @throws ProviderException {@code UNEXPECTED_ANSWER} if it is not there
   */
  public String require(String name) throws ProviderException {
    return require(body, name);
  }

  /**
   * A text or number of an object in the answer that has to be there.
   *
   * @param object the object
   * @param name the field's name
   * @return the text
   * @throws ProviderException {@code UNEXPECTED_ANSWER} if it is not there
   */
  public String require(JsonNode object, String name) throws ProviderException {
    return Json.text(object, name).orElseThrow(() -> unexpected("has no " + name));
  }

  /**
   * An id of an object in the answer. Anything else than an id would end up in ours.
   *
   * @param object the object
   * @param name the field's name
   * @param form the vendor's form of it
   * @return the id
   * @throws ProviderException {@code UNEXPECTED_ANSWER} if it is not there, or none
   */
  public String id(JsonNode object, String name, Pattern form) throws ProviderException {
    return id(require(object, name), name, form);
  }

  /**
   * An id that the answer holds.
   *
   * @param text what stands where the id should be
   * @param name what it is called
   * @param form the vendor's form of it
   * @return the id
   * @throws ProviderException {@code UNEXPECTED_ANSWER} if it is none
   */
  public String id(String text, String name, Pattern form) throws ProviderException {
    if (!form.matcher(text).matches()) {
      throw unexpected("has a " + name + " that is none");
    }
    return text;
  }

  /**
   * The result of a sign-in that this answer ends.
   *
   * @param reason why the person is not let in
   * @return the result, with the platform's own code
   */
  public SignInResult refused(Reason reason) {
    return SignInResult.refused(reason).withPlatformCode(refusal());
  }

  /**
   * The step of a check that this answer ends.
   *
   * @param id of the step
   * @param message what was found
   * @param fix what to do about it, naming the page of the platform's console
   * @param helpUrl that page
   * @return the step, with the platform's own code
   */
  public Step failed(String id, Text message, Text fix, URI helpUrl) {
    return Step.failed(id, refusal(), message, fix, Optional.of(helpUrl));
  }

  /**
   * The access token that was asked for with a secret.
   *
   * @param name the field of the token
   * @param lifetime the field of its lifetime in seconds, of which a day counts at the most
   * @return the token
   * @throws ProviderException {@link #failureOfSecret}; {@code UNEXPECTED_ANSWER} if there is no
   *     token, or one that would not last for a second, which would have us ask without end
   */
  public Token token(String name, String lifetime) throws ProviderException {
    if (refusal.isPresent()) {
      throw failureOfSecret();
    }
    String value = require(name);
    long seconds =
        text(lifetime)
            .filter(text -> text.matches("[1-9][0-9]{0,17}"))
            .map(Long::valueOf)
            .orElseThrow(() -> unexpected("has no " + lifetime + " of a second or more"));
    return Token.of(
        Secret.of(value), Duration.ofSeconds(Math.min(seconds, LONGEST_LIFETIME_SECONDS)));
  }
}
