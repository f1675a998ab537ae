package dev.muster.core.roomrule;

import dev.muster.api.warroom.WarRoomRule.Then;
import dev.muster.core.person.PersonRecord;
import java.util.List;
import java.util.Optional;

/** What a rule makes of alerts, as it is stored: with the rule, and with what it decided. */
public record ThenRecord(
    List<String> platforms,
    Optional<PersonRecord> owner,
    Optional<PersonRecord> recorder,
    List<PersonRecord> members,
    List<String> rotas,
    Optional<String> template,
    boolean triage) {
  /** Of a rule. */
  public static ThenRecord of(Then then) {
    return new ThenRecord(
        then.platforms(),
        then.owner().map(PersonRecord::of),
        then.recorder().map(PersonRecord::of),
        PersonRecord.all(then.members()),
        then.rotas(),
        then.template(),
        then.triage());
  }

  /** As the API has it. */
  public Then then() {
    return new Then(
        platforms,
        owner.map(PersonRecord::ref),
        recorder.map(PersonRecord::ref),
        PersonRecord.refs(members),
        rotas,
        template,
        triage);
  }
}
