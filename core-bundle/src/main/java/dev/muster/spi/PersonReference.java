package dev.muster.spi;

import java.util.regex.Pattern;

/** Names a person by something that the company knows of them. */
public sealed interface PersonReference {
  /**
   * By the e-mail address.
   *
   * @param address an address
   */
  record ByEmail(String address) implements PersonReference {
    /** Validates. */
    public ByEmail {
      int at = address.indexOf('@');
      if (at < 1 || at == address.length() - 1 || address.length() > 320) {
        throw new IllegalArgumentException("That is no e-mail address");
      }
    }
  }

  /**
   * By the mobile number.
   *
   * @param number in E.164, such as {@code +8613800000000}
   */
  record ByMobile(String number) implements PersonReference {
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{4,14}");

    /** Validates. */
    public ByMobile {
      if (!E164.matcher(number).matches()) {
        throw new IllegalArgumentException("A mobile number is given in E.164");
      }
    }
  }

  /**
   * By the user here.
   *
   * @param id the user's id
   */
  record ByUser(String id) implements PersonReference {
    /** Validates. */
    public ByUser {
      require(id);
    }
  }

  /**
   * By the account at a platform.
   *
   * @param platform the platform's id
   * @param userId the person's id there
   */
  record ByAccount(String platform, String userId) implements PersonReference {
    /** Validates. */
    public ByAccount {
      require(platform);
      require(userId);
    }
  }

  private static void require(String id) {
    if (id.isBlank()) {
      throw new IllegalArgumentException("An id is not blank");
    }
  }
}
