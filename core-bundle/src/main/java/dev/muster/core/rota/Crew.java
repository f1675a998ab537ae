package dev.muster.core.rota;

/** The people of a shift or group, each once, by the numbers that {@link Crews} gives them. */
final class Crew {
  private final int[] people;

  Crew(int[] people) {
    this.people = people;
  }

  /** Not to be changed. */
  int[] people() {
    return people;
  }

  int size() {
    return people.length;
  }
}
