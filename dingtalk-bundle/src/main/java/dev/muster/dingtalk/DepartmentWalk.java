package dev.muster.dingtalk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far a walk over the departments has come: what a page hands on to the next, as text. A part
 * of the company is a forest, and one of its roots may stand below another.
 *
 * @param roots roots that were not met yet
 * @param done roots whose departments were told already
 * @param open departments that were told, but not those below them
 */
record DepartmentWalk(List<String> roots, List<String> done, List<String> open) {
  DepartmentWalk {
    roots = List.copyOf(roots);
    done = List.copyOf(done);
    open = List.copyOf(open);
  }

  /**
   * Where it goes next.
   *
   * @param id the department whose children are asked for
   * @param root whether it was not told itself
   * @param walk what is left after it
   */
  record Stop(String id, boolean root, DepartmentWalk walk) {}

  static DepartmentWalk from(List<String> roots) {
    return new DepartmentWalk(roots, List.of(), List.of());
  }

  static DepartmentWalk parse(String text) {
    String[] parts = text.split(";", -1);
    if (!text.matches("[0-9.]*;[0-9.]*;[0-9.]*")) {
      throw new IllegalArgumentException("This is no place in a list of departments");
    }
    return new DepartmentWalk(ids(parts[0]), ids(parts[1]), ids(parts[2]));
  }

  boolean over() {
    return roots.isEmpty() && open.isEmpty();
  }

  /** The last one first, which keeps what is open short. */
  Stop next() {
    if (!open.isEmpty()) {
      int last = open.size() - 1;
      return new Stop(
          open.get(last), false, new DepartmentWalk(roots, done, open.subList(0, last)));
    }
    String root = roots.get(0);
    List<String> more = new ArrayList<>(done);
    more.add(root);
    return new Stop(root, true, new DepartmentWalk(roots.subList(1, roots.size()), more, open));
  }

  /** Whether a department has not been told as a root. */
  boolean isNew(String id) {
    return !done.contains(id);
  }

  /** The same with departments that have just been told. */
  DepartmentWalk with(List<String> told) {
    List<String> unmet = new ArrayList<>(roots);
    unmet.removeAll(told);
    List<String> more = new ArrayList<>(open);
    more.addAll(told);
    return new DepartmentWalk(unmet, done, more);
  }

  @Override
  public String toString() {
    return String.join(
        ";", String.join(".", roots), String.join(".", done), String.join(".", open));
  }

  private static List<String> ids(String text) {
    return Optional.of(text)
        .filter(it -> !it.isEmpty())
        .map(it -> List.of(it.split("\\.")))
        .orElse(List.of());
  }
}
