package dev.muster.api.warroom;

import dev.muster.api.Caller;
import dev.muster.api.ProblemException;
import dev.muster.api.Versioned;
import dev.muster.api.warroom.WarRoomTemplate.Placeholder;
import dev.muster.spi.Page;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.osgi.annotation.versioning.ProviderType;

/** What war rooms open with, in each tenant. */
@ProviderType
public interface WarRoomTemplates {
  /**
   * Makes a template.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param settings what it is to be
   * @return the template
   * @throws ProblemException {@code NOT_FOUND} (tenant), {@code INVALID_VALUE}, also for an unknown
   *     placeholder
   */
  Versioned<WarRoomTemplate> create(
      Caller caller, String tenant, WarRoomTemplate.Settings settings);

  /**
   * Finds a template.
   *
   * @param tenant the tenant's id
   * @param id the template's id, however odd; {@link WarRoomTemplate#DEFAULT} is there always, with
   *     version 0 as long as it is the built-in one
   * @return the template, or empty if there is none
   */
  Optional<Versioned<WarRoomTemplate>> find(String tenant, String id);

  /**
   * Lists a tenant's templates: the default one first, the others in the order of ids.
   *
   * @param tenant the tenant's id
   * @param limit 1 to 200
   * @param after {@link Page#next()} of the page before, or empty
   * @return a page
   * @throws ProblemException {@code INVALID_VALUE} if {@code after} is none of ours
   */
  Page<Versioned<WarRoomTemplate>> list(String tenant, int limit, Optional<String> after);

  /**
   * Changes a template.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param id the template's id
   * @param change makes the new settings of the present ones. May be called more than once.
   * @param expected the version that the caller has read, if it matters
   * @return the template
   * @throws ProblemException {@code NOT_FOUND}, {@code INVALID_VALUE}, {@code STALE}
   */
  Versioned<WarRoomTemplate> change(
      Caller caller,
      String tenant,
      String id,
      UnaryOperator<WarRoomTemplate.Settings> change,
      OptionalLong expected);

  /**
   * Deletes a template; rooms that were opened with it have the default one from then on. Deleting
   * {@link WarRoomTemplate#DEFAULT} makes it the built-in one again.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param id the template's id
   * @param expected the version that the caller has read, if it matters
   * @throws ProblemException {@code NOT_FOUND}, also for a default one that was never changed,
   *     {@code STALE}
   */
  void delete(Caller caller, String tenant, String id, OptionalLong expected);

  /**
   * What a template would make of a room. Nothing is stored.
   *
   * @param tenant the tenant's id
   * @param settings the template
   * @param values what stands for placeholders; what is left out is made up
   * @return what it comes to
   * @throws ProblemException {@code NOT_FOUND} (tenant), {@code INVALID_VALUE}
   */
  Preview preview(
      String tenant, WarRoomTemplate.Settings settings, Map<Placeholder, String> values);

  /**
   * What a template comes to.
   *
   * @param written the template's texts, with those of the built-in one where it has none
   * @param shown the same with values in place of placeholders
   */
  record Preview(Texts written, Texts shown) {}

  /**
   * All texts of a template.
   *
   * @param title of the chats: a line
   * @param briefing the first message, in Markdown
   * @param notices by kind, each of them, in Markdown
   */
  record Texts(String title, String briefing, Map<NoticeKind, String> notices) {
    /** Copies. */
    public Texts {
      notices = Map.copyOf(notices);
    }
  }
}
