package dev.muster.web.api;

import dev.muster.api.SignInTries;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.ExternalIdentity.ContactPoint;
import dev.muster.web.http.Language;
import dev.muster.web.outcome.TryProblem;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A try of an identity source as it is shown. */
record TryView(
    String id,
    String identitySource,
    String state,
    Instant expiresAt,
    Optional<PersonView> platform,
    Optional<DecisionView> decision,
    Optional<ErrorView> error) {
  static TryView of(SignInTries.Try tried, Language language) {
    return new TryView(
        tried.id(),
        tried.source(),
        tried.done() ? "done" : "waiting",
        tried.expiresAt(),
        tried.person().map(PersonView::of),
        tried.decision().map(DecisionView::of),
        tried.problem().map(problem -> ErrorView.of(problem, language)));
  }

  /** What the platform said of the person. */
  record PersonView(
      String platformTenant,
      String platformUserId,
      Optional<String> name,
      Optional<URI> picture,
      Optional<ContactView> workEmail,
      Optional<ContactView> personalEmail,
      Optional<ContactView> phone,
      List<String> departments,
      boolean partial) {
    static PersonView of(ExternalIdentity person) {
      return new PersonView(
          person.platformTenant(),
          person.userId(),
          person.name(),
          person.picture(),
          person.workEmail().map(ContactView::of),
          person.personalEmail().map(ContactView::of),
          person.phone().map(ContactView::of),
          person.departments(),
          person.partial());
    }
  }

  /** A mailbox or a number, and whether the platform vouches for it. */
  record ContactView(String value, boolean verified) {
    static ContactView of(ContactPoint contact) {
      return new ContactView(contact.value(), contact.verified());
    }
  }

  /** What would have become of the person. */
  record DecisionView(String outcome, String rule, Optional<String> user) {
    static DecisionView of(SignInTries.Decision decision) {
      return new DecisionView(
          decision.result().name().toLowerCase(Locale.ROOT).replace('_', '-'),
          decision.rule(),
          decision.user());
    }
  }

  /** What the person would have been told. */
  record ErrorView(
      String code, String message, Optional<String> platformCode, String correlationId) {
    static ErrorView of(SignInTries.Problem problem, Language language) {
      TryProblem told = TryProblem.of(problem);
      return new ErrorView(
          told.code(),
          told.sentences().stream()
              .map(language::of)
              .collect(Collectors.joining(language == Language.CHINESE ? "" : " ")),
          problem.platformCode(),
          problem.correlationId());
    }
  }
}
