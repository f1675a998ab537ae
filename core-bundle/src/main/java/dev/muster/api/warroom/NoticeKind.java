package dev.muster.api.warroom;

/** Kinds of notice. */
public enum NoticeKind {
  /** That there is a problem. */
  FIRST,
  /** How it goes. */
  PROGRESS,
  /** That it is more severe than first thought. */
  UPGRADE,
  /** That it is less severe than first thought. */
  DOWNGRADE,
  /** That it is over. */
  RECOVERY,
  /** That something said before was wrong. */
  CORRECTION,
  /** That there is no problem. */
  CANCEL
}
