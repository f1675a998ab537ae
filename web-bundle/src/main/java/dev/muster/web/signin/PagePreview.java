package dev.muster.web.signin;

import dev.muster.api.Branding;
import dev.muster.api.CodeWays;
import dev.muster.api.Identity;
import dev.muster.api.IdentitySources;
import dev.muster.api.IdentitySources.Offer;
import dev.muster.api.Interactions.Waiting;
import dev.muster.api.Logo;
import dev.muster.api.OwnAccount.Account;
import dev.muster.api.OwnAccount.Linked;
import dev.muster.api.OwnAccount.Verified;
import dev.muster.api.Session;
import dev.muster.api.Sessions;
import dev.muster.api.User;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.Text;
import dev.muster.web.http.Language;
import dev.muster.web.http.Response;
import dev.muster.web.outcome.SignInFailure;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The pages as they would look with a branding that is not stored. They come to be as all pages do,
 * but nothing in them leads anywhere, the logo is in them, and they are light or dark whatever the
 * browser is.
 */
@Component(service = PagePreview.class)
public final class PagePreview {
  private static final String NOWHERE = "/preview";
  private static final Instant SINCE = Instant.parse("2026-01-31T08:00:00Z");
  private static final String USER_AGENT = "Mozilla/5.0 (Macintosh) Chrome/140";
  private static final int ATTEMPTS = 5;
  private static final String REFERENCE = "0123456789abcdef";

  private final IdentitySources sources;
  private final Page page = new Page(new Assets(), Html::lifeless);

  /**
   * Creates an instance.
   *
   * @param sources the sources, which the sign-in page shows
   */
  @Activate
  public PagePreview(@Reference IdentitySources sources) {
    this.sources = sources;
  }

  /** Which page. */
  public enum Kind {
    /** On which people choose how to sign in. */
    SIGN_IN("sign-in"),
    /** That asks somebody whether they have an account already. */
    BIND("bind"),
    /** That asks somebody whether an application may have what it asks for. */
    CONSENT("consent"),
    /** That says why somebody was not let in. */
    FAILURE("failure"),
    /** That tells people who they are here. */
    ACCOUNT("account");

    private final String id;

    Kind(String id) {
      this.id = id;
    }

    /**
     * What the API calls it.
     *
     * @return the id
     */
    public String id() {
      return id;
    }
  }

  /**
   * Makes a page.
   *
   * @param tenant the tenant's id
   * @param draft the branding
   * @param kind which page
   * @param language in which it is
   * @param dark whether it is dark
   * @return an HTML document
   */
  public String html(
      String tenant, Branding.Draft draft, Kind kind, Language language, boolean dark) {
    Look look =
        Look.of(
            draft.branding(),
            draft.logo().map(Logo::dataUri),
            dark ? Assets.Theme.DARK_ONLY : Assets.Theme.LIGHT);
    Response response =
        switch (kind) {
          case SIGN_IN -> signIn(tenant, language, look);
          case BIND -> bind(tenant, language, look);
          case CONSENT -> consent(language, look);
          case FAILURE -> failure(language, look);
          case ACCOUNT -> account(tenant, language, look);
        };
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private Response signIn(String tenant, Language language, Look look) {
    return new LoginPage(page)
        .of(
            language,
            new LoginPage.Model(
                NOWHERE,
                look,
                Optional.empty(),
                "",
                offers(tenant, language),
                false,
                "",
                Optional.empty()));
  }

  private Response bind(String tenant, Language language, Look look) {
    Waiting waiting =
        new Waiting(
            "example",
            Optional.of(language.of(Messages.EXAMPLE_NAME)),
            "li.wei",
            true,
            CodeWays.NONE,
            ATTEMPTS);
    List<Html> content =
        BindPage.content(
            language,
            new BindPage.Model(
                NOWHERE,
                waiting,
                language.of(Messages.EXAMPLE_SOURCE),
                offers(tenant, language),
                Optional.empty(),
                "",
                ""));
    return page.of(
        200,
        language,
        language.of(Messages.BIND_TITLE),
        Optional.of(look),
        Optional.of(""),
        content);
  }

  private Response consent(Language language, Look look) {
    ConsentPage.Model model =
        new ConsentPage.Model(
            language.of(Messages.EXAMPLE_APPLICATION),
            language.of(Messages.EXAMPLE_NAME),
            Set.of("openid", "profile", "email"),
            "app.example.com",
            "");
    return page.of(
        200,
        language,
        ConsentPage.title(language, model),
        Optional.of(look),
        Optional.of(""),
        ConsentPage.content(language, NOWHERE, model));
  }

  private List<Offer> offers(String tenant, Language language) {
    List<Offer> offers = sources.offers(tenant);
    return offers.isEmpty() ? List.of(example(language)) : offers;
  }

  private static Offer example(Language language) {
    return new Offer(
        "example",
        language.of(Messages.EXAMPLE_SOURCE),
        "example",
        Set.of(SignInMethod.BROWSER),
        Optional.empty(),
        Set.of(),
        true);
  }

  private Response failure(Language language, Look look) {
    SignInFailure failure = SignInFailure.NOT_IN_RANGE;
    int status = failure.kind().pageStatus();
    List<Text> sentences = new ArrayList<>(List.of(failure.why()));
    failure.what().ifPresent(sentences::add);
    return page.of(
        status,
        language,
        language.of(failure.kind().title()),
        Optional.of(look),
        Optional.of(""),
        ErrorPages.content(
            REFERENCE,
            status,
            language,
            failure.kind().title(),
            sentences,
            List.of(new ErrorPages.Action(Messages.BACK, NOWHERE))));
  }

  private Response account(String tenant, Language language, Look look) {
    Session session =
        new Session(
            "",
            "",
            "example",
            Optional.empty(),
            SINCE,
            SINCE,
            SINCE.plus(Sessions.LIFETIME),
            USER_AGENT,
            "192.0.2.1");
    User user =
        new User(
            "",
            User.Profile.builder("li.wei")
                .displayName(Optional.of(language.of(Messages.EXAMPLE_NAME)))
                .email(Optional.of("li.wei@example.com"), true)
                .build(),
            true,
            false,
            SINCE,
            Optional.of(SINCE),
            SINCE,
            Optional.empty());
    Identity identity =
        new Identity(
            "",
            "example",
            "example",
            "example",
            "li.wei",
            List.of(),
            SINCE,
            SINCE,
            Optional.empty());
    return new AccountPage(page)
        .of(
            language,
            new AccountPage.Model(
                tenant,
                NOWHERE,
                "",
                "",
                look,
                new Account(
                    user,
                    Optional.of(new Verified(true, Set.of())),
                    Optional.empty(),
                    List.of(new Linked(identity, true, Optional.empty())),
                    List.of(session),
                    false,
                    List.of(),
                    true),
                session,
                List.of(),
                new ExampleNames(language),
                Optional.empty(),
                "",
                ""));
  }

  /** Of what there is not. */
  private static final class ExampleNames implements AccountNames {
    private final Language language;

    ExampleNames(Language language) {
      this.language = language;
    }

    @Override
    public String source(String tenant, String id) {
      return language.of(Messages.EXAMPLE_SOURCE);
    }

    @Override
    public String identity(String tenant, Language spoken, Identity identity) {
      return source(tenant, identity.identitySource());
    }

    @Override
    public Optional<String> icon(Identity identity) {
      return Optional.empty();
    }

    @Override
    public Text device(String userAgent) {
      return Devices.of(userAgent, Optional.empty());
    }
  }
}
