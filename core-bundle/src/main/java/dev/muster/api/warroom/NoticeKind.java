package dev.muster.api.warroom;

/** Kinds of notice. */
public enum NoticeKind {
  /** That there is a problem. */
  FIRST,
  /** How it goes. */
  PROGRESS,
  /** That it is worse than was thought. */
  UPGRADE,
  /** That it is less bad than was thought. */
  DOWNGRADE,
  /** That it is over. */
  RECOVERY,
  /** That something said before was wrong. */
  CORRECTION,
  /** That there is no problem. */
  CANCEL
}
