package dev.muster.core.hook;

import dev.muster.spi.hook.ClaimsContributor;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Copies what a contributor gave, and sees that it is small, plain and not somebody else's. */
final class ClaimValues {
  /** What the protocols mean something by, and what the product says itself. */
  private static final Set<String> RESERVED =
      Set.of(
          // RFC 7519, OpenID Connect and its logout, RFC 7800, RFC 8417, RFC 8693, RFC 7662
          "iss",
          "sub",
          "aud",
          "exp",
          "nbf",
          "iat",
          "jti",
          "auth_time",
          "nonce",
          "acr",
          "amr",
          "azp",
          "sid",
          "at_hash",
          "c_hash",
          "s_hash",
          "cnf",
          "events",
          "txn",
          "toe",
          "act",
          "may_act",
          "scope",
          "client_id",
          "active",
          "token_type",
          "sub_jwk",
          "_claim_names",
          "_claim_sources",
          "vot",
          "vtm",
          // of the person, which the product answers for
          "name",
          "given_name",
          "family_name",
          "middle_name",
          "nickname",
          "preferred_username",
          "profile",
          "picture",
          "website",
          "email",
          "email_verified",
          "gender",
          "birthdate",
          "zoneinfo",
          "locale",
          "phone_number",
          "phone_number_verified",
          "address",
          "updated_at",
          "platform",
          "platform_tenant",
          "platform_user_id",
          "departments");

  private static final int MAX_DEPTH = 5;
  private static final int MAX_NAME = 100;

  private int characters;

  private ClaimValues() {}

  /**
   * What can be passed on.
   *
   * @param claims by name
   * @param problem what could not, for the log; holds no value
   */
  record Result(Map<String, Object> claims, Optional<String> problem) {}

  /** Reads what was given; throws what that map throws. */
  static Result read(Map<String, Object> given) {
    Map<String, Object> claims = new LinkedHashMap<>();
    Optional<String> problem = Optional.empty();
    try {
      ClaimValues values = new ClaimValues();
      for (Map.Entry<String, Object> each : given.entrySet()) {
        String name = values.name(each.getKey());
        if (RESERVED.contains(name)) {
          problem = Optional.of("gives the claim " + name + ", which is not its to give");
        } else {
          claims.put(name, values.copy(each.getValue(), 1));
        }
        if (claims.size() > ClaimsContributor.MAX_CLAIMS) {
          throw new Unfit("gives too many claims");
        }
      }
    } catch (Unfit e) {
      return new Result(Map.of(), Optional.of(String.valueOf(e.getMessage())));
    }
    return new Result(claims, problem);
  }

  private String name(Object name) {
    if (!(name instanceof String text) || text.isBlank() || text.length() > MAX_NAME) {
      throw new Unfit("gives a claim without a proper name");
    }
    add(text);
    return text;
  }

  private Object copy(Object value, int depth) {
    if (depth > MAX_DEPTH) {
      throw new Unfit("gives claims that are nested too deep");
    }
    if (value instanceof String text) {
      add(text);
      return text;
    }
    if (value instanceof Boolean) {
      return value;
    }
    if (value instanceof Number number && isPlain(number)) {
      add(number.toString());
      return number;
    }
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>();
      for (Object each : list) {
        add(" ");
        copy.add(copy(each, depth + 1));
      }
      return copy;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> copy = new LinkedHashMap<>();
      for (Map.Entry<?, ?> each : map.entrySet()) {
        copy.put(name(each.getKey()), copy(each.getValue(), depth + 1));
      }
      return copy;
    }
    throw new Unfit("gives a claim that is no text, number, truth value, list or map");
  }

  /** Counters and the like change after they were read, and JSON has no infinity. */
  private static boolean isPlain(Number number) {
    return number instanceof Integer
        || number instanceof Long
        || number instanceof Short
        || number instanceof Byte
        || number instanceof BigInteger
        || number instanceof BigDecimal
        || (number instanceof Double real && Double.isFinite(real))
        || (number instanceof Float real && Float.isFinite(real));
  }

  private void add(String text) {
    characters += text.length();
    if (characters > ClaimsContributor.MAX_CHARACTERS) {
      throw new Unfit("gives claims that are too long");
    }
  }

  /** Nothing of it is passed on. */
  private static final class Unfit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unfit(String message) {
      super(message, null, false, false);
    }
  }
}
