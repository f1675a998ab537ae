package dev.muster.api.warroom;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What makes a room of an alert. The first rule that is for it decides.
 *
 * @param id its id
 * @param settings the rest of it
 * @param createdAt since when it is there
 */
public record WarRoomRule(String id, Settings settings, Instant createdAt) {
  /**
   * What can be set.
   *
   * @param displayName what people call it
   * @param enabled whether it is looked at
   * @param order where it stands: the lowest first; among equals the one that is there longer
   * @param when for which alerts it is
   * @param then what becomes of them
   * @param threshold how many there have to be
   */
  public record Settings(
      String displayName, boolean enabled, int order, When when, Then then, Threshold threshold) {}

  /**
   * For which alerts a rule is. What is empty matches all.
   *
   * @param applications one of them is the alert's
   * @param regions one of them is the alert's
   * @param severities one of them is the alert's
   * @param labels all of them are the alert's, with this value
   */
  public record When(
      List<String> applications,
      List<String> regions,
      Set<Severity> severities,
      Map<String, String> labels) {
    /** Copies. */
    public When {
      applications = List.copyOf(applications);
      regions = List.copyOf(regions);
      severities = Set.copyOf(severities);
      labels = Map.copyOf(labels);
    }
  }

  /**
   * What a rule makes of alerts.
   *
   * @param platforms on which platforms a room is opened
   * @param owner who leads it
   * @param recorder who writes down what happens
   * @param members who else is invited
   * @param rotas whose people on duty are invited
   * @param template the id of the template that it opens with; empty for the tenant's default one,
   *     {@link WarRoomTemplate#DEFAULT}
   * @param triage whether somebody decides first
   */
  public record Then(
      List<String> platforms,
      Optional<PersonRef> owner,
      Optional<PersonRef> recorder,
      List<PersonRef> members,
      List<String> rotas,
      Optional<String> template,
      boolean triage) {
    /** Copies. */
    public Then {
      platforms = List.copyOf(platforms);
      members = List.copyOf(members);
      rotas = List.copyOf(rotas);
    }
  }

  /**
   * How many alerts of a problem there have to be.
   *
   * @param alerts how many that are not the same
   * @param within in what time
   */
  public record Threshold(int alerts, Duration within) {
    /** The first one is enough. */
    public static final Threshold FIRST = new Threshold(1, Duration.ofMinutes(1));
  }
}
