package dev.muster.sandbox.common;

import dev.muster.sandbox.SandboxHandler;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A simulated platform: {@link #handle} answers its server API and its sign-in pages, the rest is
 * what its control page and a test in the same process do with it. Thread-safe.
 */
public interface SimulatedPlatform extends SandboxHandler {
  /**
   * The platform's id, as the product's provider names it: the first part of every path.
   *
   * @return the id
   */
  String id();

  /**
   * What people call it.
   *
   * @return the name
   */
  Words name();

  /**
   * The fields of the mobile app that binds it, secrets among them, by the names of the management
   * API.
   *
   * @return values by name, in the order of the form
   */
  Map<String, String> binding();

  /**
   * The faults that have a name, those of every platform among them.
   *
   * @return presets
   */
  List<Preset> presets();

  /**
   * The faults that are on.
   *
   * @return the faults
   */
  Faults faults();

  /**
   * How often its calls were made, failed ones counted.
   *
   * @return the counters
   */
  Counters counters();

  /**
   * Those with a story, in the order they are told.
   *
   * @return people
   */
  List<? extends Someone> people();

  /**
   * What may become of a person in the address book, by the platform's own code of it.
   *
   * @return labels by status, in order
   */
  Map<String, Words> statuses();

  /**
   * Somebody's status.
   *
   * @param person the person's id
   * @return one of {@link #statuses()}, or empty if the address book does not have them
   */
  Optional<String> status(String person);

  /**
   * Changes somebody's status.
   *
   * @param person the person's id
   * @param status one of {@link #statuses()}
   * @throws IllegalArgumentException if there is nobody of that id, or no such status
   */
  void changeStatus(String person, String status);

  /**
   * Changes something of the app, as an administrator does in the platform's console.
   *
   * @param field {@code secret}, {@code enabled}, {@code trustedDomain}, or what only this platform
   *     has
   * @param value its value
   * @throws IllegalArgumentException if there is nothing like it
   */
  void changeApp(String field, String value);

  /**
   * Makes a code as if somebody had come in.
   *
   * @param person the person's id
   * @param wishes what else matters to the platform, such as {@code redirectUri}
   * @return the code
   * @throws IllegalArgumentException if there is nobody of that id
   */
  String code(String person, Map<String, String> wishes);

  /**
   * Sets the domain that people may be sent back to.
   *
   * @param domain host, and port where it is not the usual one; empty to trust any
   */
  void trustDomain(String domain);

  /** Makes every access token invalid, as if it had never been. */
  void revokeTokens();

  /** Lets every access token expire. */
  void expireTokens();

  /** Puts everything back but the trusted domain. Tokens and codes are forgotten. */
  void reset();

  /**
   * What the platform may tell of to our webhook address.
   *
   * @return kinds of event; empty if it sends none
   */
  Set<Happening> happenings();

  /**
   * Writes a webhook request as the platform does: encrypted and signed with the keys of {@link
   * #binding()}.
   *
   * @param what what happened
   * @param subject the id of the person or department; with {@link Happening#RENAMED} the old and
   *     the new id with a blank between; empty with {@link Happening#VERIFICATION}
   * @return the request
   * @throws IllegalArgumentException if the platform sends nothing like it
   */
  WebhookCall webhook(Happening what, String subject);

  /**
   * Switches a fault on.
   *
   * @param preset its name, such as {@code rate-limited}
   * @param times how many times it strikes; 0 for ever
   * @throws IllegalArgumentException if there is none of that name
   */
  default void fault(String preset, int times) {
    Preset it = preset(preset);
    faults().add(it.call(), it.kind(), it.number(), times);
  }

  /**
   * A fault by its name.
   *
   * @param id its name
   * @return the preset
   * @throws IllegalArgumentException if there is none of that name
   */
  default Preset preset(String id) {
    return presets().stream()
        .filter(preset -> preset.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "preset has to be one of " + presets().stream().map(Preset::id).toList()));
  }

  /**
   * How often a call was made, failed ones counted.
   *
   * @param call the call's name
   * @return the number since the last reset
   */
  default long calls(String call) {
    return counters().all().getOrDefault(call, 0L);
  }
}
