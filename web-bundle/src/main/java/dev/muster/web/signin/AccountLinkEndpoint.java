package dev.muster.web.signin;

import dev.muster.api.Identity;
import dev.muster.api.IdentitySources.Offer;
import dev.muster.api.OwnAccount;
import dev.muster.api.OwnAccount.Linking;
import dev.muster.api.OwnAccount.Person;
import dev.muster.api.ProblemException;
import dev.muster.api.SignIns;
import dev.muster.api.SignIns.Outcome;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import dev.muster.web.http.Response;
import dev.muster.web.oidc.BrowserSessions;
import dev.muster.web.oidc.BrowserSessions.Held;
import dev.muster.web.outcome.NotSignedIn;
import dev.muster.web.outcome.SignInFailure;
import dev.muster.web.signin.ErrorPages.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Both ends of linking another identity to one's account. */
final class AccountLinkEndpoint {
  private final OwnAccount own;
  private final BrowserSessions sessions;
  private final RedirectTargets targets;
  private final SignInCookies cookies;
  private final ErrorPages errors;
  private final InAppSheet sheet;

  AccountLinkEndpoint(
      OwnAccount own,
      BrowserSessions sessions,
      Common common,
      ErrorPages errors,
      InAppSheet sheet) {
    this.own = own;
    this.sessions = sessions;
    this.targets = common.targets();
    this.cookies = common.cookies();
    this.errors = errors;
    this.sheet = sheet;
  }

  /**
   * To a source, from which they come back as somebody there.
   *
   * @param held the session in which they are
   * @param others the sources that can be linked
   * @param source which one they want, however odd
   */
  Response leave(SignInRequest signIn, Held held, List<Offer> others, String source) {
    Optional<Offer> offer = others.stream().filter(it -> it.id().equals(source)).findFirst();
    if (offer.isEmpty()) {
      return back(signIn, held, "failed");
    }
    Optional<SignIns.Begun> begun;
    try {
      begun =
          own.beginLink(
              person(signIn, held),
              new SignIns.Begin(
                  signIn.tenant(),
                  source,
                  Choice.method(offer.get(), signIn.userAgent()),
                  targets.callback(signIn.tenant(), source),
                  signIn.language().tag(),
                  signIn.query()));
    } catch (ProblemException e) {
      return switch (e.code()) {
        case PLATFORM_UNAVAILABLE, INVALID_VALUE, NOT_FOUND -> back(signIn, held, "failed");
        default -> throw e;
      };
    }
    return begun.map(leads -> leave(signIn, leads)).orElseGet(() -> back(signIn, held, "again"));
  }

  private Response leave(SignInRequest signIn, SignIns.Begun begun) {
    Response response =
        begun
            .inApp()
            .map(inApp -> sheet.of(signIn, begun, inApp, List.of(toAccount(signIn))))
            .orElseGet(() -> Response.seeOther(begun.location()));
    return cookies.begin(signIn.request(), signIn.tenant(), response, begun);
  }

  /**
   * Back from a source; without a code they declined there.
   *
   * @param began the name of the cookie with which they left
   */
  Response returned(
      SignInRequest signIn, SignIns.Pending pending, String began, Optional<Secret> code) {
    Optional<Held> held = sessions.held(signIn.request(), signIn.tenant());
    Response response;
    if (held.isEmpty()) {
      response = page(signIn, Messages.LINK_ENDED_TITLE, List.of(Messages.LINK_ENDED));
    } else if (code.isEmpty()) {
      response = back(signIn, held.get(), "declined");
    } else {
      Person person = person(signIn, held.get());
      response =
          answer(signIn, held.get(), own.link(person, pending, code.get(), signIn.userAgent()));
    }
    return cookies.forget(response, signIn.tenant(), began);
  }

  static Person person(SignInRequest signIn, Held held) {
    return new Person(signIn.request().caller("system"), signIn.tenant(), held.live().session());
  }

  private Response answer(SignInRequest signIn, Held held, Linking linking) {
    if (linking instanceof Linking.Done) {
      return back(signIn, held, "linked");
    }
    if (linking instanceof Linking.SomebodyElses) {
      return page(signIn, Messages.LINK_TAKEN_TITLE, List.of(Messages.LINK_TAKEN));
    }
    if (linking instanceof Linking.Occupied) {
      return page(signIn, Messages.LINK_OCCUPIED_TITLE, List.of(Messages.LINK_OCCUPIED));
    }
    if (linking instanceof Linking.SessionEnded) {
      return page(signIn, Messages.LINK_ENDED_TITLE, List.of(Messages.LINK_ENDED));
    }
    return notShown(signIn, ((Linking.NotShown) linking).outcome());
  }

  private Response notShown(SignInRequest signIn, Outcome<Identity> outcome) {
    return NotSignedIn.answer(
        outcome,
        signedIn -> {
          throw new IllegalStateException("Linking signs nobody in");
        },
        otherwise -> {
          if (otherwise.failure() == SignInFailure.INVALID) {
            return page(signIn, Messages.LINK_FAILED_TITLE, List.of(Messages.LINK_INVALID));
          }
          List<Text> sentences = new ArrayList<>(List.of(otherwise.why()));
          otherwise.failure().what().ifPresent(sentences::add);
          return page(signIn, Messages.LINK_FAILED_TITLE, sentences);
        });
  }

  private Response back(SignInRequest signIn, Held held, String said) {
    return Response.seeOther(targets.account(signIn, held.token(), said));
  }

  private static Action toAccount(SignInRequest signIn) {
    return new Action(Messages.LINK_BACK, signIn.address("/account"));
  }

  private Response page(SignInRequest signIn, Text title, List<Text> sentences) {
    return errors.of(signIn, Optional.empty(), 403, title, sentences, List.of(toAccount(signIn)));
  }
}
