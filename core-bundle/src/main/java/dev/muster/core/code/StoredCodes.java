package dev.muster.core.code;

import dev.muster.api.Caller;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.User;
import dev.muster.core.change.Changes;
import dev.muster.core.code.OneTimeCodes.Flow;
import dev.muster.core.secret.Digests;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.user.Accounts;
import dev.muster.core.user.UserRecord;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The code of each flow as it is stored. Each step is a commit of its own, so that it counts on all
 * nodes before anything follows from it.
 */
final class StoredCodes {
  /** How many codes may be asked for in a flow. */
  static final int MOST_ASKED = 3;

  private static final String FLOW = "one-time-code-flow";
  private static final String CODE = "one-time-code";

  /** No user has this id. */
  private static final String NOBODY = "(unknown)";

  private final Accounts accounts;
  private final CodesByMessage byMessage;
  private final Changes changes;
  private final Digests digests;
  private final InstantSource clock;
  private final Repository<CodeRecord> codes;

  StoredCodes(
      Storage storage,
      Accounts accounts,
      CodesByMessage byMessage,
      Changes changes,
      Digests digests,
      InstantSource clock) {
    this.accounts = accounts;
    this.byMessage = byMessage;
    this.changes = changes;
    this.digests = digests;
    this.clock = clock;
    this.codes = storage.repository(CodeRecord.SCHEMA);
  }

  /**
   * Refuses a flow that gets no more codes.
   *
   * @throws ProblemException {@code THROTTLED}, without a time after which it would get one
   */
  void requireNotSpent(Flow flow) {
    requireNotSpent(stored(flow));
  }

  private static void requireNotSpent(Optional<Stored<CodeRecord>> flow) {
    if (flow.map(Stored::value)
        .filter(record -> record.asked() >= MOST_ASKED || record.tried() >= OneTimeCodes.MOST_TRIES)
        .isPresent()) {
      throw new ProblemException(
          ProblemCode.THROTTLED,
          new Text(
              "No more codes are sent here. Start again from the beginning to get another one.",
              "本次操作无法再获取验证码，请重新开始后再获取。"));
    }
  }

  /**
   * Counts that a code is asked for; the one before is worth nothing from now on.
   *
   * @return how many were asked for in the flow, this one included
   * @throws ProblemException as {@link #requireNotSpent}
   */
  int ask(Flow flow) {
    return changes.make(
        Caller.SYSTEM,
        flow.tenant(),
        work -> {
          Optional<Stored<CodeRecord>> before = stored(flow);
          requireNotSpent(before);
          var until = clock.instant().plus(OneTimeCodes.LIFETIME);
          CodeRecord next =
              before
                  .map(Stored::value)
                  .map(record -> record.again(until))
                  .orElseGet(() -> CodeRecord.first(until));
          work.add(
              before
                  .map(record -> codes.replace(record, next))
                  .orElseGet(() -> codes.create(flow.tenant(), id(flow), next)));
          return next::asked;
        });
  }

  /**
   * Keeps the code that was made.
   *
   * @param asked what {@link #ask} returned
   * @param rest what {@link CodesByMessage#rest} was before it was known where the code goes: else
   *     it would work although it goes to an identity that has been unlinked meanwhile
   * @return false if the flow has ended, or another code was asked for meanwhile
   */
  boolean keep(Flow flow, int asked, Stored<UserRecord> user, String rest, Secret code) {
    return changes.make(
        Caller.SYSTEM,
        flow.tenant(),
        work -> {
          Optional<Stored<CodeRecord>> stored =
              stored(flow).filter(found -> found.value().asked() == asked);
          stored.ifPresent(
              found ->
                  work.add(
                      codes.replace(
                          found,
                          found.value().made(user.key().id(), digest(flow, user, rest, code)))));
          return stored::isPresent;
        });
  }

  /** Counts that a code is entered; empty if none was asked for, or no more may be. */
  Optional<CodeRecord> count(Flow flow) {
    return changes.make(
        Caller.SYSTEM,
        flow.tenant(),
        work -> {
          Optional<Stored<CodeRecord>> stored =
              stored(flow).filter(found -> found.value().tried() < OneTimeCodes.MOST_TRIES);
          Optional<CodeRecord> entered = stored.map(found -> found.value().entered());
          stored.ifPresent(found -> work.add(codes.replace(found, entered.orElseThrow())));
          return () -> entered;
        });
  }

  /** Whether a code is the flow's. */
  boolean matches(Flow flow, CodeRecord record, Secret code) {
    // looked for also where it is nobody's, so that a wrong code takes as long
    return accounts
        .users()
        .find(flow.tenant(), record.user().orElse(NOBODY))
        .filter(
            user ->
                Digests.same(
                    digest(flow, user, byMessage.rest(flow.tenant(), user.key().id()), code),
                    record.digest().orElse("")))
        .isPresent();
  }

  /** Uses a code up; of two who come with it at once one is too late. */
  boolean use(Flow flow, CodeRecord record) {
    return changes.make(
        Caller.SYSTEM,
        flow.tenant(),
        work -> {
          Optional<Stored<CodeRecord>> stored =
              stored(flow).filter(found -> found.value().digest().equals(record.digest()));
          stored.ifPresent(found -> work.add(codes.delete(found)));
          return stored::isPresent;
        });
  }

  void end(Flow flow) {
    changes.run(
        Caller.SYSTEM,
        flow.tenant(),
        work -> stored(flow).ifPresent(found -> work.add(codes.delete(found))));
  }

  private Optional<Stored<CodeRecord>> stored(Flow flow) {
    return codes.find(flow.tenant(), id(flow));
  }

  private String id(Flow flow) {
    return digests.digest(FLOW + ' ' + flow.purpose().id(), flow.key());
  }

  /**
   * Of the code and all that it rests on: it ends when another address is verified or one is not
   * any more, when an identity is linked or unlinked, when sessions by the source of one end, when
   * its person is signed out everywhere, and with what its flow rests on. A digest without a key
   * would be no protection: there are few codes.
   */
  private String digest(Flow flow, Stored<UserRecord> user, String rest, Secret code) {
    User.Profile profile = user.value().profile();
    return digests.digest(
        CODE,
        Secret.of(
            Schema.join(
                flow.tenant(),
                id(flow),
                user.key().id(),
                profile.email().filter(any -> profile.emailVerified()).orElse(""),
                profile.phone().filter(any -> profile.phoneVerified()).orElse(""),
                user.value().sessionsValidFrom().toString(),
                rest,
                flow.basis(),
                code.reveal())));
  }
}
