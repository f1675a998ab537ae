package dev.muster.sandbox.wechatwork;

import dev.muster.sandbox.common.Someone;
import dev.muster.sandbox.common.Words;
import java.util.List;

/**
 * Somebody with a phone in their hand.
 *
 * @param id the user id, external user id or open id, by kind
 * @param kind what they are to the company
 * @param status 1 active, 2 disabled, 4 not activated, 5 left
 * @param inRange whether the app is visible to them
 * @param name what they are called
 * @param note what is special about them
 * @param departments ids of departments
 * @param position their position
 * @param mobile their phone number as the address book holds it
 * @param bizMail the company's mailbox
 * @param email the address they entered
 */
record Person(
    String id,
    Kind kind,
    int status,
    boolean inRange,
    Words name,
    Words note,
    List<Integer> departments,
    String position,
    String mobile,
    String bizMail,
    String email)
    implements Someone {
  /** What somebody is to the company. */
  enum Kind {
    /** Belongs to it. */
    MEMBER,
    /** Belonged to it: a code may still name them, the address book does not. */
    DELETED,
    /** Belongs to a linked company. */
    FOREIGN_MEMBER,
    /** A customer of a member. */
    EXTERNAL_CONTACT,
    /** Nobody. */
    STRANGER
  }

  @Override
  public boolean listed() {
    return kind == Kind.MEMBER;
  }

  @Override
  public boolean welcome() {
    return listed() && status != 2 && status != 5;
  }
}
