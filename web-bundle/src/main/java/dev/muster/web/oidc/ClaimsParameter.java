package dev.muster.web.oidc;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.openid.connect.sdk.OIDCClaimsRequest;
import com.nimbusds.openid.connect.sdk.OIDCError;
import com.nimbusds.openid.connect.sdk.claims.ClaimRequirement;
import com.nimbusds.openid.connect.sdk.claims.ClaimsSetRequest;
import dev.muster.api.Grants.ClaimsRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a client asks for in {@code claims} (OpenID Connect Core, section 5.5).
 *
 * @param text what is heeded of it, but for the person, to travel with the request; empty if that
 *     is nothing
 * @param asked what of it the client may be given
 * @param subject the id of the user whom it demands
 */
record ClaimsParameter(Optional<String> text, ClaimsRequest asked, Optional<String> subject) {
  static final ClaimsParameter NONE =
      new ClaimsParameter(Optional.empty(), ClaimsRequest.NONE, Optional.empty());

  /** In characters. Much less travels with the request: see {@link #carried}. */
  private static final int MAX_LENGTH = 1500;

  /** What a user's id may be (OpenID Connect Core, section 2, on {@code sub}). */
  private static final Pattern SUBJECT = Pattern.compile("[A-Za-z0-9_-]{1,255}");

  /** An object in which a place has claims, each with an object that may list values. */
  private static final int MAX_DEPTH = 5;

  /**
   * Reads it.
   *
   * @param text what was sent
   * @param scopes of which scopes the client may be given claims
   * @throws ParseException if it is none, or demands what no sign-in here has
   */
  static ClaimsParameter read(String text, Set<String> scopes) throws ParseException {
    if (text.length() > MAX_LENGTH || depth(text) > MAX_DEPTH) {
      throw refuse(OAuth2Error.INVALID_REQUEST, "The claims parameter is too large");
    }
    OIDCClaimsRequest request;
    try {
      request = OIDCClaimsRequest.parse(text);
    } catch (ParseException | RuntimeException e) { // a member that is JSON null, among others
      throw refuse(OAuth2Error.INVALID_REQUEST, "The claims parameter cannot be read");
    }
    Optional<ClaimsSetRequest> idToken = Optional.ofNullable(request.getIDTokenClaimsRequest());
    Optional<ClaimsSetRequest> userInfo = Optional.ofNullable(request.getUserInfoClaimsRequest());
    Set<String> subjects =
        Stream.concat(idToken.stream(), userInfo.stream())
            .flatMap(set -> values(set, "sub").stream())
            .collect(Collectors.toSet());
    if (subjects.size() > 1) {
      throw refuse(OAuth2Error.INVALID_REQUEST, "The claims parameter demands two people");
    }
    if (!subjects.stream().allMatch(subject -> SUBJECT.matcher(subject).matches())) {
      throw refuse(OIDCError.LOGIN_REQUIRED, "Nobody has the sub that is asked for");
    }
    ClaimsRequest asked =
        new ClaimsRequest(names(idToken, scopes), names(userInfo, scopes), acr(idToken));
    return new ClaimsParameter(carried(asked), asked, subjects.stream().findFirst());
  }

  /**
   * The parameter again. It travels over the sign-in's pages, where there is less room than at
   * authorize, so all that is not heeded stays behind; the person travels by themselves.
   */
  private static Optional<String> carried(ClaimsRequest asked) {
    OIDCClaimsRequest request = new OIDCClaimsRequest();
    if (!asked.idToken().isEmpty() || !asked.acr().isEmpty()) {
      ClaimsSetRequest set = named(asked.idToken());
      request =
          request.withIDTokenClaimsRequest(
              asked.acr().isEmpty()
                  ? set
                  : set.add(
                      new ClaimsSetRequest.Entry("acr")
                          .withClaimRequirement(ClaimRequirement.ESSENTIAL)
                          .withValues(List.copyOf(new TreeSet<>(asked.acr())))));
    }
    if (!asked.userInfo().isEmpty()) {
      request = request.withUserInfoClaimsRequest(named(asked.userInfo()));
    }
    return asked.equals(ClaimsRequest.NONE)
        ? Optional.empty()
        : Optional.of(request.toJSONString());
  }

  private static ClaimsSetRequest named(Set<String> names) {
    ClaimsSetRequest set = new ClaimsSetRequest();
    for (String name : new TreeSet<>(names)) {
      set = set.add(name);
    }
    return set;
  }

  private static Set<String> names(Optional<ClaimsSetRequest> set, Set<String> scopes) {
    Set<String> names = new HashSet<>();
    set.ifPresent(it -> names.addAll(it.getClaimNames(false)));
    names.removeIf(name -> !Claims.isOf(name, scopes));
    return names;
  }

  /** Values of which none is ours cannot be met (section 5.5.1.1). */
  private static Set<String> acr(Optional<ClaimsSetRequest> set) throws ParseException {
    if (set.isEmpty()) {
      return Set.of();
    }
    ClaimsSetRequest.Entry entry = set.get().get("acr");
    if (entry == null || entry.getClaimRequirement() != ClaimRequirement.ESSENTIAL) {
      return Set.of();
    }
    Set<String> wanted = new HashSet<>(values(set.get(), "acr"));
    if (wanted.isEmpty()) {
      return Set.of();
    }
    wanted.retainAll(IdTokens.ACR_VALUES);
    if (wanted.isEmpty()) {
      throw refuse(
          OIDCError.UNMET_AUTHENTICATION_REQUIREMENTS, "No sign-in has an acr that is asked for");
    }
    return wanted;
  }

  private static List<String> values(ClaimsSetRequest set, String name) {
    ClaimsSetRequest.Entry entry = set.get(name);
    if (entry == null) {
      return List.of();
    }
    return Stream.concat(
            Stream.ofNullable(entry.getValueAsString()),
            Stream.ofNullable(entry.getValuesAsListOfStrings()).flatMap(List::stream))
        .toList();
  }

  /** How deep it nests at the most: brackets in texts count too. */
  private static int depth(String text) {
    int depth = 0;
    int deepest = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '{' || c == '[') {
        deepest = Math.max(deepest, ++depth);
      } else if (c == '}' || c == ']') {
        depth--;
      }
    }
    return deepest;
  }

  private static ParseException refuse(ErrorObject error, String description) {
    return new ParseException(description, error.setDescription(description));
  }
}
