package dev.muster.sandbox.common;

import java.util.List;

/**
 * What a platform calls a tag, a role or a user group.
 *
 * @param id its id
 * @param name what it is called
 * @param people the ids of those who are in it themselves
 * @param departments the ids of the departments that are in it
 */
public record Group(String id, Words name, List<String> people, List<String> departments) {
  /** Copies. */
  public Group {
    people = List.copyOf(people);
    departments = List.copyOf(departments);
  }
}
