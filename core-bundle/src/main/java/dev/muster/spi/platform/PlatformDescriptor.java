package dev.muster.spi.platform;

import dev.muster.spi.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a platform is called, asks for and can do, as data: the console draws its forms and decides
 * what it offers from this alone. An ability that is named here is one that a {@link Connection}
 * has, and the other way round. Immutable; the {@code with} methods make changed copies.
 */
@ProviderType
public sealed interface PlatformDescriptor permits PlatformDescriptorRecord {
  /**
   * A platform without forms or abilities.
   *
   * @param id {@code [a-z][a-z0-9-]{1,30}}, never changed: it is part of every identity's key
   * @param displayName what people call it
   * @return the descriptor
   * @throws IllegalArgumentException if the id is of another form
   */
  static PlatformDescriptor of(String id, Text displayName) {
    return new PlatformDescriptorRecord(
        id,
        displayName,
        Optional.empty(),
        List.of(),
        List.of(),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        List.of(),
        List.of());
  }

  /** {@return its id, part of every identity's key} */
  String id();

  /** {@return what people call it} */
  Text displayName();

  /** {@return an SVG document without script, or empty for a letter in its place} */
  Optional<String> icon();

  /** {@return the form of a mobile app} */
  List<Field> bindingFields();

  /** {@return the form of an identity source; see {@link Field#asInherited}} */
  List<Field> sourceFields();

  /** {@return whether the platform takes user ids that differ in case for the same} */
  boolean userIdIgnoresCase();

  /** {@return signing in, {@link Connection#signIn}, or empty if it signs nobody in} */
  Optional<SignInAbility> signIn();

  /** {@return the address book, {@link Connection#directory}, or empty if it has none} */
  Optional<DirectoryAbility> directory();

  /** {@return events, {@link Connection#webhooks}, or empty if it sends none} */
  Optional<WebhookAbility> webhooks();

  /** {@return messages to single people, {@link Connection#messages}, or empty if it sends none} */
  Optional<MessageAbility> messages();

  /** {@return the limits of {@link #withCallsPerMinute}, by quota} */
  Map<String, Integer> callsPerMinute();

  /** {@return what is set up in the platform's own console, in the order in which it is done} */
  List<SetupItem> setup();

  /** {@return what the platform gives only so much of, in the order in which it is shown} */
  List<Quota> quotas();

  /**
   * The same with an icon.
   *
   * @param svg an SVG document without script
   * @return a changed copy
   */
  PlatformDescriptor withIcon(String svg);

  /**
   * The same with a form for its mobile app.
   *
   * @param fields the form
   * @return a changed copy
   */
  PlatformDescriptor withBindingFields(List<Field> fields);

  /**
   * The same with a form for its identity sources.
   *
   * @param fields the form
   * @return a changed copy
   */
  PlatformDescriptor withSourceFields(List<Field> fields);

  /**
   * The same, where user ids that differ in case are the same.
   *
   * @return a changed copy
   */
  PlatformDescriptor withUserIdsIgnoringCase();

  /**
   * The same, whose connections sign people in.
   *
   * @param ability how
   * @return a changed copy
   */
  PlatformDescriptor withSignIn(SignInAbility ability);

  /**
   * The same, whose connections have an address book.
   *
   * @param ability what of it
   * @return a changed copy
   */
  PlatformDescriptor withDirectory(DirectoryAbility ability);

  /**
   * The same, whose connections receive events.
   *
   * @param ability how
   * @return a changed copy
   */
  PlatformDescriptor withWebhooks(WebhookAbility ability);

  /**
   * The same, whose connections send messages to single people.
   *
   * @param ability what of it
   * @return a changed copy
   */
  PlatformDescriptor withMessages(MessageAbility ability);

  /**
   * The same with limits where the platform punishes too many calls.
   *
   * @param limits how many calls the core lets one bound app make in a minute, by {@link
   *     HttpCall#quota}; what is not named has no limit. The setting {@code
   *     platform.<id>.budget.<quota>} wins. Never a quota that signing in takes from: whoever came
   *     next would be turned away
   * @return a changed copy
   * @throws IllegalArgumentException if a limit is below 1
   */
  PlatformDescriptor withCallsPerMinute(Map<String, Integer> limits);

  /**
   * The same with a checklist of what is set up in the platform's own console.
   *
   * @param items what to do, in the order in which it is done
   * @return a changed copy
   */
  PlatformDescriptor withSetup(List<SetupItem> items);

  /**
   * The same, where the platform gives only so many calls in a month, a day or an hour.
   *
   * @param quotas the quotas, each with an id of its own
   * @return a changed copy
   */
  PlatformDescriptor withQuotas(List<Quota> quotas);
}
