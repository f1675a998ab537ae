package dev.muster.spi.rota;

import dev.muster.spi.Text;

/** A source has no answer. Administrators see why; what was known before is kept. */
public final class RotaSourceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Text why;

  private RotaSourceException(Text why) {
    super(why.en());
    this.why = why;
  }

  /**
   * There is no such schedule.
   *
   * @return the exception
   */
  public static RotaSourceException unknownSchedule() {
    return new RotaSourceException(new Text("The source has no such schedule.", "该来源没有这个排班。"));
  }

  /**
   * It cannot say at the moment.
   *
   * @param why what is wrong and what to do, without secrets; at most 300 characters are shown
   * @return the exception
   */
  public static RotaSourceException unavailable(Text why) {
    return new RotaSourceException(why);
  }

  /** {@return why there is no answer} */
  public Text why() {
    return why;
  }
}
