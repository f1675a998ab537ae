package dev.muster.sandbox.dingtalk;

import dev.muster.sandbox.common.Someone;
import dev.muster.sandbox.common.Words;
import java.util.List;

/**
 * Somebody with a phone in their hand.
 *
 * @param id the user id in the company, or what stands for it
 * @param kind what they are to the company
 * @param status {@code active}, {@code not-activated} or {@code left}
 * @param inRange whether the app may read about them
 * @param name what they are called
 * @param note what is special about them
 * @param departments ids of departments
 * @param stateCode the country code of their number
 * @param mobile their number without it
 * @param orgEmail the company's mailbox
 * @param email the address they entered
 */
record Person(
    String id,
    Kind kind,
    String status,
    boolean inRange,
    Words name,
    Words note,
    List<Long> departments,
    String stateCode,
    String mobile,
    String orgEmail,
    String email)
    implements Someone {
  static final String ACTIVE = "active";
  static final String LEFT = "left";

  /** What somebody is to the company. */
  enum Kind {
    /** Works here. */
    EMPLOYEE,
    /** Works elsewhere. */
    FOREIGN_EMPLOYEE,
    /** Somebody whom an employee knows. */
    EXTERNAL_CONTACT,
    /** Works nowhere. */
    STRANGER
  }

  /** The account, which is theirs wherever they work. */
  String unionId() {
    return "union-" + id;
  }

  @Override
  public boolean listed() {
    return kind == Kind.EMPLOYEE;
  }

  /** Whether they work here still. */
  @Override
  public boolean welcome() {
    return listed() && !status.equals(LEFT);
  }
}
