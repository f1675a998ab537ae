package dev.muster.spi.alert;

import dev.muster.spi.Text;

/** Nothing can be made of what was sent. Whoever sent it is told why, and not asked again. */
public final class AlertFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Text why;
  private final boolean tooMuch;

  private AlertFormatException(Text why, boolean tooMuch) {
    super(why.en());
    this.why = why;
    this.tooMuch = tooMuch;
  }

  /**
   * It is not of the format.
   *
   * @param why what is wrong with it, without values of it
   * @return the exception
   */
  public static AlertFormatException malformed(Text why) {
    return new AlertFormatException(why, false);
  }

  /**
   * It is of the format, and more than is taken at a time.
   *
   * @param why what there is too much of
   * @return the exception
   */
  public static AlertFormatException tooMuch(Text why) {
    return new AlertFormatException(why, true);
  }

  /** {@return what is wrong, for whoever set the sender up} */
  public Text why() {
    return why;
  }

  /** {@return whether there is too much of it} */
  public boolean isTooMuch() {
    return tooMuch;
  }
}
