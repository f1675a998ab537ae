package dev.muster.core.warroom;

/** Another run of the lane has come further: what this one knows is not what is stored. */
final class Overtaken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Overtaken() {
    super(null, null, false, false);
  }
}
