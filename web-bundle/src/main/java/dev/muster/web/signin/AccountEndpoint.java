package dev.muster.web.signin;

import dev.muster.api.IdentitySources;
import dev.muster.api.IdentitySources.Offer;
import dev.muster.api.OwnAccount;
import dev.muster.api.OwnAccount.Account;
import dev.muster.api.OwnAccount.Linked;
import dev.muster.api.OwnAccount.Person;
import dev.muster.api.OwnAccount.Removal;
import dev.muster.api.OwnAccount.Undo;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.Sessions;
import dev.muster.spi.Text;
import dev.muster.web.http.Parameters;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import dev.muster.web.oidc.BrowserSessions;
import dev.muster.web.signin.AccountPage.Said;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A person's own page, and what they do on it. */
final class AccountEndpoint {
  private static final String SIGN_OUT = "sign-out";
  private static final String PURPOSE = "account";

  /** What the address says of what they did before. */
  static final String SAID = "said";

  private static final Map<String, Said> SENTENCES =
      Map.of(
          "linked", new Said(Messages.ACCOUNT_LINKED, true),
          "unlinked", new Said(Messages.ACCOUNT_UNLINKED, true),
          "undone", new Said(Messages.ACCOUNT_UNDONE, true),
          "ended", new Said(Messages.ACCOUNT_ENDED, true),
          "withdrawn", new Said(Messages.ACCOUNT_WITHDRAWN, true),
          "last", new Said(Messages.ACCOUNT_WAS_LAST, false),
          "later", new Said(Messages.ACCOUNT_LATER_LINK, false),
          "again", new Said(Messages.ACCOUNT_SIGN_IN_FIRST, false),
          "declined", new Said(Messages.BIND_DECLINED, false),
          "failed", new Said(Messages.BIND_FAILED, false));

  private final OwnAccount own;
  private final IdentitySources sources;
  private final Looks looks;
  private final Sessions store;
  private final BrowserSessions sessions;
  private final RedirectTargets targets;
  private final AccountNames names;
  private final AccountPage page;
  private final ConfirmPage confirm;
  private final AccountLinkEndpoint links;

  AccountEndpoint(
      OwnAccount own,
      IdentitySources sources,
      Looks looks,
      Sessions store,
      BrowserSessions sessions,
      RedirectTargets targets,
      AccountNames names,
      Page page,
      AccountLinkEndpoint links) {
    this.own = own;
    this.sources = sources;
    this.looks = looks;
    this.store = store;
    this.sessions = sessions;
    this.targets = targets;
    this.names = names;
    this.page = new AccountPage(page);
    this.confirm = new ConfirmPage(looks, page);
    this.links = links;
  }

  /** Somebody who is signed in and looks at their account. */
  private record Visit(
      SignInRequest signIn, BrowserSessions.Held held, Person person, Account account) {
    Linked linked(String id) {
      return account.identities().stream()
          .filter(linked -> linked.identity().id().equals(id))
          .findFirst()
          .orElseThrow(() -> ProblemException.notFound(Resource.IDENTITY));
    }
  }

  private Response visit(Request request, Function<Visit, Response> then) {
    String tenant = request.path("tenant");
    SignInRequest signIn = SignInRequests.unvalidated(request, tenant);
    return sessions
        .held(request, tenant)
        .flatMap(
            held -> {
              Person person = AccountLinkEndpoint.person(signIn, held);
              return own.find(person).map(account -> new Visit(signIn, held, person, account));
            })
        .map(then)
        .orElseGet(() -> Response.seeOther(targets.page(tenant, "/login")));
  }

  /** {@code GET /t/{tenant}/account}. */
  Response get(Request request) {
    return visit(
        request,
        visit ->
            page.of(
                visit.signIn.language(),
                new AccountPage.Model(
                    visit.signIn.tenant(),
                    visit.signIn.path(),
                    visit.signIn.query(),
                    visit.signIn.query(),
                    looks.require(visit.signIn.tenant()),
                    visit.account,
                    visit.held.live().session(),
                    others(visit),
                    names,
                    request
                        .query()
                        .one(SAID)
                        .flatMap(shown -> FormTokens.word(visit.held.token(), shown))
                        .map(SENTENCES::get),
                    FormTokens.of(visit.held.token(), PURPOSE),
                    FormTokens.of(visit.held.token(), SIGN_OUT))));
  }

  /** The sources that can be linked right now: those that nothing is linked by. */
  private List<Offer> others(Visit visit) {
    Set<String> linked =
        visit.account.identities().stream()
            .map(each -> each.identity().identitySource())
            .collect(Collectors.toSet());
    return Choice.of(sources, visit.signIn).usable().stream()
        .filter(offer -> offer.available() && !linked.contains(offer.id()))
        .limit(OwnAccount.MAX_SHOWN)
        .toList();
  }

  /** {@code POST /t/{tenant}/account}: what they pressed. */
  Response post(Request request) {
    return visit(
        request,
        visit -> {
          FormTokens.require(request, visit.held.token(), PURPOSE);
          Parameters form = request.form();
          boolean sure = form.filled(ConfirmPage.FIELD).isPresent();
          return form.filled(AccountPage.LINK)
              .map(source -> links.leave(visit.signIn, visit.held, others(visit), source))
              .or(() -> form.filled(AccountPage.UNLINK).map(id -> unlink(visit, id, sure)))
              .or(() -> form.filled(AccountPage.UNDO).map(id -> undo(visit, id, sure)))
              .or(() -> form.filled(AccountPage.END).map(id -> end(visit, id)))
              .or(() -> form.filled(AccountPage.EVERYWHERE).map(all -> endAll(visit)))
              .or(() -> form.filled(AccountPage.WITHDRAW).map(id -> withdraw(visit, id)))
              .orElseGet(() -> Response.seeOther(targets.account(visit.signIn)));
        });
  }

  private Response unlink(Visit visit, String id, boolean sure) {
    Linked linked = visit.linked(id);
    if (!sure && !linked.last() && visit.account.recent()) {
      boolean here = visit.held.live().session().identityId().equals(Optional.of(id));
      return confirm(
          visit,
          linked,
          new Question(
              Messages.ACCOUNT_UNLINK_TITLE,
              here ? Messages.ACCOUNT_UNLINK_HERE : Messages.ACCOUNT_UNLINK_SURE,
              Messages.ACCOUNT_UNLINK),
          AccountPage.UNLINK);
    }
    return removed(visit, own.unlink(visit.person, id), "unlinked");
  }

  private Response removed(Visit visit, Removal removal, String said) {
    return done(
        visit,
        switch (removal) {
          case DONE -> said;
          case LAST -> "last";
          case NOT_RECENT -> "again";
          case LATER_LINK -> "later";
        });
  }

  private Response undo(Visit visit, String id, boolean sure) {
    Linked linked = visit.linked(id);
    Undo undo = linked.undo().orElseThrow(() -> ProblemException.notFound(Resource.IDENTITY));
    if (!sure && undo == Undo.DELETE_ACCOUNT) {
      return confirm(
          visit,
          linked,
          new Question(
              Messages.ACCOUNT_DELETE_TITLE, Messages.ACCOUNT_DELETE_SURE, Messages.ACCOUNT_DELETE),
          AccountPage.UNDO);
    }
    return removed(visit, own.undo(visit.person, id, undo), "undone");
  }

  /** What somebody is asked before it is done. */
  private record Question(Text title, Text sentence, Text button) {}

  private Response confirm(Visit visit, Linked linked, Question question, String name) {
    SignInRequest signIn = visit.signIn;
    String source = names.identity(signIn.tenant(), signIn.language(), linked.identity());
    return confirm.of(
        signIn,
        new ConfirmPage.Model(
            signIn.language().of(question.title).replace("{source}", source),
            signIn.language().of(question.sentence).replace("{source}", source),
            question.button,
            name,
            linked.identity().id(),
            FormTokens.of(visit.held.token(), PURPOSE)));
  }

  private Response end(Visit visit, String id) {
    own.endSession(visit.person, id);
    return done(visit, "ended");
  }

  private Response endAll(Visit visit) {
    own.endSessions(visit.person);
    return done(visit, "ended");
  }

  private Response withdraw(Visit visit, String id) {
    own.withdraw(visit.person, id);
    return done(visit, "withdrawn");
  }

  /** Back to the page, or away from it where the session has ended with what they did. */
  private Response done(Visit visit, String said) {
    return own.find(visit.person).isPresent()
        ? Response.seeOther(targets.account(visit.signIn, visit.held.token(), said))
        : gone(visit.signIn.tenant()).with(sessions.release(visit.signIn.tenant()));
  }

  private Response gone(String tenant) {
    return Response.seeOther(targets.page(tenant, "/login?choose=all"));
  }

  /** {@code POST /t/{tenant}/account/sign-out}. */
  Response signOut(Request request) {
    String tenant = request.path("tenant");
    Optional<BrowserSessions.Held> held = sessions.held(request, tenant);
    if (held.isEmpty()) {
      return gone(tenant);
    }
    FormTokens.require(request, held.get().token(), SIGN_OUT);
    store.end(request.caller("user:" + held.get().live().user().id()), tenant, held.get().token());
    return gone(tenant).with(sessions.release(tenant));
  }
}
