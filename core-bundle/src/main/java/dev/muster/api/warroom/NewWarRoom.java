package dev.muster.api.warroom;

import java.util.List;
import java.util.Optional;

/**
 * A war room that is to be opened.
 *
 * @param facts what it is about
 * @param platforms on which platforms, by their ids; each is bound by the tenant
 * @param template the id of the template that it opens with; empty for the tenant's default one,
 *     {@link WarRoomTemplate#DEFAULT}
 * @param owner who leads it
 * @param recorder who writes down what happens
 * @param members who else is invited
 * @param rotas rotas whose people on duty are invited, and change with the duty
 * @param origin of which problem it is, where alerts open it: users, rotas and a template that are
 *     not there any more are left out then, where others are refused with them
 */
public record NewWarRoom(
    Facts facts,
    List<String> platforms,
    Optional<String> template,
    Optional<PersonRef> owner,
    Optional<PersonRef> recorder,
    List<PersonRef> members,
    List<String> rotas,
    Optional<Origin> origin) {
  /** Copies. */
  public NewWarRoom {
    platforms = List.copyOf(platforms);
    members = List.copyOf(members);
    rotas = List.copyOf(rotas);
  }

  /**
   * One that somebody opens.
   *
   * @param facts what it is about
   * @param platforms on which platforms, by their ids
   * @param template the id of the template that it opens with
   * @param owner who leads it
   * @param recorder who writes down what happens
   * @param members who else is invited
   * @param rotas rotas whose people on duty are invited
   */
  public NewWarRoom(
      Facts facts,
      List<String> platforms,
      Optional<String> template,
      Optional<PersonRef> owner,
      Optional<PersonRef> recorder,
      List<PersonRef> members,
      List<String> rotas) {
    this(facts, platforms, template, owner, recorder, members, rotas, Optional.empty());
  }

  /**
   * Of which problem a room of alerts is.
   *
   * @param group the id of the problem, as its alerts have it ({@link Alert#group})
   * @param intake the id of the intake that they came by
   * @param rule the id of the rule that was for them; empty if somebody opened the room without one
   */
  public record Origin(String group, String intake, Optional<String> rule) {}

  /**
   * What a room is about.
   *
   * @param title a line
   * @param severity how bad it is
   * @param summary what is known, in plain text
   * @param applications which applications are affected
   * @param regions which regions are affected
   */
  public record Facts(
      String title,
      Severity severity,
      Optional<String> summary,
      List<String> applications,
      List<String> regions) {
    /** Copies. */
    public Facts {
      applications = List.copyOf(applications);
      regions = List.copyOf(regions);
    }
  }
}
