package dev.muster.sandbox.lark;

import dev.muster.sandbox.common.Someone;
import dev.muster.sandbox.common.Words;
import java.util.List;

/**
 * Somebody with a phone in their hand.
 *
 * @param id the user id
 * @param kind what they are to the company
 * @param status how they stand in it
 * @param inRange whether the app is for them
 * @param name what they are called
 * @param note what is special about them
 * @param departments open ids of departments
 * @param mobile their phone number as the address book holds it
 * @param enterpriseEmail the company's mailbox
 * @param email the address of their account
 */
record Person(
    String id,
    Kind kind,
    Status status,
    boolean inRange,
    Words name,
    Words note,
    List<String> departments,
    String mobile,
    String enterpriseEmail,
    String email)
    implements Someone {
  /** What somebody is to the company. */
  enum Kind {
    /** Belongs to it. */
    MEMBER,
    /** Belongs to another. */
    FOREIGN_MEMBER,
    /** A contact of a member, with an account of their own. */
    EXTERNAL_CONTACT,
    /** Nobody any more. */
    DELETED
  }

  /** How somebody stands in the company. */
  enum Status {
    ACTIVE,
    FROZEN,
    RESIGNED,
    EXITED,
    UNJOINED
  }

  /** Their id for this app alone. */
  String openId() {
    return "ou_" + Integer.toHexString(id.hashCode()) + id.replaceAll("[^0-9A-Za-z]", "");
  }

  @Override
  public boolean listed() {
    return kind == Kind.MEMBER;
  }

  @Override
  public boolean welcome() {
    return listed() && status == Status.ACTIVE;
  }
}
