package dev.muster.web.signin;

import static dev.muster.web.signin.Html.element;
import static dev.muster.web.signin.Html.styled;
import static dev.muster.web.signin.Html.text;

import dev.muster.api.IdentitySources.Offer;
import dev.muster.api.OwnAccount.Account;
import dev.muster.api.OwnAccount.Application;
import dev.muster.api.OwnAccount.Linked;
import dev.muster.api.OwnAccount.Undo;
import dev.muster.api.OwnAccount.Verified;
import dev.muster.api.PasswordSignIns;
import dev.muster.api.Session;
import dev.muster.api.User;
import dev.muster.spi.Text;
import dev.muster.web.http.Language;
import dev.muster.web.http.Response;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The page on which somebody sees their account and changes it. All of its buttons but the one that
 * signs out are of one form; the name of a button is what it does, its value to what.
 */
final class AccountPage {
  /** The names of the form's buttons. */
  static final String LINK = "link";

  static final String UNLINK = "unlink";
  static final String UNDO = "undo";
  static final String END = "end";
  static final String EVERYWHERE = "everywhere";
  static final String WITHDRAW = "withdraw";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Page page;

  AccountPage(Page page) {
    this.page = page;
  }

  /**
   * What the page shows.
   *
   * @param tenant the tenant's id
   * @param path the tenant's path
   * @param query what every address carries along
   * @param again the query of this very page
   * @param look whose page it is
   * @param account the account
   * @param here the session in which they are
   * @param others the sources that can be linked
   * @param names what things are called
   * @param said what became of what they did before
   * @param token what shows that the form came from this page
   * @param signOut the same for signing out
   */
  record Model(
      String tenant,
      String path,
      String query,
      String again,
      Look look,
      Account account,
      Session here,
      List<Offer> others,
      AccountNames names,
      Optional<Said> said,
      String token,
      String signOut) {
    private String address(String below) {
      return path + below + (query.isEmpty() ? "" : "?" + query);
    }
  }

  /**
   * What became of what somebody did.
   *
   * @param sentence in words
   * @param done whether it is what they wanted
   */
  record Said(Text sentence, boolean done) {}

  Response of(Language language, Model model) {
    return new Parts(language, model).page();
  }

  /** One page in the making: pictures are left out once there are too many. */
  private final class Parts {
    private final Language language;
    private final Model model;
    private final Icons.Budget icons = new Icons.Budget();

    Parts(Language language, Model model) {
      this.language = language;
      this.model = model;
    }

    Response page() {
      User.Profile profile = model.account.user().profile();
      List<Html> content = new ArrayList<>();
      content.add(styled("p", "lead", words(Messages.SIGNED_IN_AS)));
      content.add(element("h1", text(profile.displayName().orElse(profile.username()))));
      model.said.ifPresent(said -> content.add(said(said)));
      List<Html> form = new ArrayList<>();
      form.add(Forms.hidden(FormTokens.FIELD, model.token));
      model.account.identities().stream()
          .filter(linked -> linked.undo().filter(Undo.UNLINK::equals).isPresent())
          .filter(linked -> !model.here.identityId().equals(Optional.of(linked.identity().id())))
          .forEach(linked -> form.add(notice(linked)));
      form.add(heading(Messages.ACCOUNT_PROFILE));
      form.add(styled("dl", "facts").containing(facts(profile)));
      form.add(heading(Messages.ACCOUNT_IDENTITIES));
      form.add(
          styled("ul", "items")
              .containing(model.account.identities().stream().map(this::identity).toList()));
      form.addAll(links());
      form.add(heading(Messages.ACCOUNT_SESSIONS));
      form.add(
          styled("ul", "items")
              .containing(model.account.sessions().stream().map(this::session).toList()));
      if (model.account.moreSessions()) {
        form.add(styled("p", "lead", words(Messages.ACCOUNT_MORE_SESSIONS)));
      }
      form.add(
          button("button quiet", Messages.ACCOUNT_EVERYWHERE, EVERYWHERE, "all", Optional.empty()));
      form.add(heading(Messages.ACCOUNT_APPLICATIONS));
      form.add(
          model.account.applications().isEmpty()
              ? styled("p", "lead", words(Messages.ACCOUNT_NO_APPLICATIONS))
              : styled("ul", "items")
                  .containing(
                      model.account.applications().stream().map(this::application).toList()));
      content.add(
          styled("form", "account")
              .with("method", "post")
              .with("action", model.address("/account"))
              .containing(form));
      content.add(signOut());
      return page.under(
          Page.FORMS_LEAD_AWAY,
          200,
          language,
          language.of(Messages.ACCOUNT),
          Optional.of(model.look),
          Optional.of(model.again),
          content);
    }

    private Html words(Text words) {
      return text(language.of(words));
    }

    private Html heading(Text words) {
      return styled("h2", "part", words(words));
    }

    private Html said(Said said) {
      return styled("p", said.done ? "done" : "problem", words(said.sentence))
          .with("role", said.done ? "status" : "alert");
    }

    private String named(Linked linked) {
      return model.names.identity(model.tenant, language, linked.identity());
    }

    /** To other sessions of the account: it may have been somebody else. */
    private Html notice(Linked linked) {
      return styled(
          "div",
          "notice",
          element(
              "p",
              text(
                  language
                      .of(Messages.ACCOUNT_LINKED_TODAY)
                      .replace("{source}", named(linked))
                      .replace("{person}", linked.identity().platformUserId()))),
          button(
              "small",
              Messages.ACCOUNT_UNDO,
              UNDO,
              linked.identity().id(),
              Optional.of(named(linked))));
    }

    private List<Html> facts(User.Profile profile) {
      List<Html> facts = new ArrayList<>();
      fact(facts, Messages.USERNAME, Optional.of(profile.username()), Optional.empty());
      fact(facts, Messages.EMAIL, profile.email(), Optional.of(verified(model.account.email())));
      fact(facts, Messages.PHONE, profile.phone(), Optional.of(verified(model.account.phone())));
      fact(facts, Messages.ACCOUNT_EXTERNAL_ID, profile.externalId(), Optional.empty());
      return facts;
    }

    private void fact(
        List<Html> facts, Text label, Optional<String> value, Optional<String> remark) {
      value.ifPresent(
          known -> {
            Html.Element shown = element("dd", text(known));
            facts.add(
                element(
                    "div",
                    element("dt", words(label)),
                    remark
                        .map(it -> shown.containing(List.of(element("small", text(it)))))
                        .orElse(shown)));
          });
    }

    private String verified(Optional<Verified> verified) {
      if (verified.isEmpty()) {
        return language.of(Messages.ACCOUNT_UNVERIFIED);
      }
      String by =
          model.account.identities().stream()
              .filter(linked -> verified.get().identities().contains(linked.identity().id()))
              .map(this::named)
              .distinct()
              .collect(Collectors.joining(language.of(Messages.ACCOUNT_AND)));
      if (verified.get().byAdministrator()) {
        return language.of(Messages.ACCOUNT_VERIFIED_BY_ADMINISTRATOR);
      }
      return by.isEmpty()
          ? language.of(Messages.ACCOUNT_VERIFIED)
          : language.of(Messages.ACCOUNT_VERIFIED_BY).replace("{source}", by);
    }

    private Html identity(Linked linked) {
      String name = named(linked);
      List<Html> lines = new ArrayList<>();
      lines.add(text(name));
      lines.add(
          small(linked.identity().platformUserId() + " · " + linked.identity().platformTenant()));
      lines.add(
          small(
              at(Messages.ACCOUNT_LINKED_SINCE, linked.identity().linkedAt())
                  + " · "
                  + at(Messages.ACCOUNT_LAST_USED, linked.identity().lastSignInAt())));
      List<Html> item = new ArrayList<>();
      item.add(icons.of(name, model.names.icon(linked.identity())));
      item.add(element("span").containing(lines));
      Optional<String> of = Optional.of(name);
      if (linked.undo().isPresent()) {
        item.add(button("small", Messages.ACCOUNT_UNDO, UNDO, linked.identity().id(), of));
      } else if (isOfferedToUnlink(linked)) {
        item.add(button("small", Messages.ACCOUNT_UNLINK, UNLINK, linked.identity().id(), of));
      } else {
        lines.add(small(language.of(Messages.ACCOUNT_LAST)));
        item.set(1, element("span").containing(lines));
      }
      return element("li").containing(item);
    }

    private static boolean isOfferedToUnlink(Linked linked) {
      return linked.undo().isEmpty() && !linked.last();
    }

    private List<Html> links() {
      List<Html> links = new ArrayList<>();
      boolean some = !model.others.isEmpty();
      if (some) {
        links.add(styled("h3", "part", words(Messages.ACCOUNT_LINK_ANOTHER)));
      }
      if (some && model.account.recent()) {
        links.add(
            styled("ul", "sources").containing(model.others.stream().map(this::link).toList()));
      }
      boolean any = some || model.account.identities().stream().anyMatch(Parts::isOfferedToUnlink);
      if (any && !model.account.recent()) {
        links.add(styled("p", "lead", words(Messages.ACCOUNT_SIGN_IN_FIRST)));
        links.add(
            styled("a", "button quiet", words(Messages.SIGN_IN_ANEW))
                .with("href", model.path + "/login?" + Page.with(model.query, "choose", "all")));
      }
      return links;
    }

    private Html link(Offer offer) {
      return element(
          "li",
          styled(
                  "button",
                  "source",
                  icons.of(offer.displayName(), offer.icon()),
                  element("span", text(offer.displayName())))
              .with("type", "submit")
              .with("name", LINK)
              .with("value", offer.id()));
    }

    private String way(Session session) {
      return session.identitySource().equals(PasswordSignIns.SOURCE)
          ? language.of(Messages.BIND_PASSWORD)
          : model.names.source(model.tenant, session.identitySource());
    }

    private Html session(Session session) {
      boolean here = session.id().equals(model.here.id());
      String device = language.of(model.names.device(session.userAgent()));
      List<Html> lines = new ArrayList<>();
      lines.add(text(device));
      if (here) {
        lines.add(styled("small", "here", words(Messages.ACCOUNT_HERE)));
      }
      lines.add(small(way(session) + " · " + session.address()));
      lines.add(
          small(
              at(Messages.ACCOUNT_SIGNED_IN_SINCE, session.authTime())
                  + (here ? "" : " · " + at(Messages.ACCOUNT_LAST_USED, session.lastUsedAt()))));
      List<Html> item = new ArrayList<>();
      item.add(element("span").containing(lines));
      if (!here) {
        item.add(button("small", Messages.ACCOUNT_END, END, session.id(), Optional.of(device)));
      }
      return element("li").containing(item);
    }

    private Html application(Application application) {
      String scopes =
          String.join(language.of(Messages.ACCOUNT_AND), Scopes.of(language, application.scope()));
      return element(
          "li",
          element(
              "span",
              text(application.displayName()),
              small(language.of(Messages.ACCOUNT_MAY_READ).replace("{scopes}", scopes)),
              small(at(Messages.ACCOUNT_GRANTED_SINCE, application.since()))),
          button(
              "small",
              Messages.ACCOUNT_WITHDRAW,
              WITHDRAW,
              application.clientId(),
              Optional.of(application.displayName())));
    }

    private String at(Text words, Instant time) {
      return language.of(words).replace("{time}", TIME.format(time));
    }

    private Html small(String words) {
      return element("small", text(words));
    }

    /** A button of the form; of what, is told to those who do not see where it stands. */
    private Html button(String css, Text words, String name, String value, Optional<String> of) {
      Html.Element button =
          styled("button", css, words(words))
              .with("type", "submit")
              .with("name", name)
              .with("value", value);
      return of.<Html>map(it -> button.with("aria-label", language.of(words) + ": " + it))
          .orElse(button);
    }

    private Html signOut() {
      return styled(
          "div",
          "actions",
          element(
                  "form",
                  Forms.hidden(FormTokens.FIELD, model.signOut),
                  styled("button", "button quiet", words(Messages.SIGN_OUT)).with("type", "submit"))
              .with("method", "post")
              .with("action", model.path + "/account/sign-out"));
    }
  }
}
