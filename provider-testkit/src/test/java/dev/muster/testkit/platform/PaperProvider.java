package dev.muster.testkit.platform;

import dev.muster.spi.Deadline;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.Page;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.Text;
import dev.muster.spi.platform.ChatProvider;
import dev.muster.spi.platform.CheckEnvironment;
import dev.muster.spi.platform.CheckReport;
import dev.muster.spi.platform.CheckReport.Step;
import dev.muster.spi.platform.Connection;
import dev.muster.spi.platform.ConnectionSettings;
import dev.muster.spi.platform.Directory;
import dev.muster.spi.platform.DirectoryAbility;
import dev.muster.spi.platform.Field;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.platform.ProviderContext;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.spi.platform.SignIn;
import dev.muster.spi.platform.SignInAbility;
import dev.muster.spi.platform.SignInResult;
import dev.muster.spi.platform.SignInResult.Reason;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A provider that is right in everything; a test overrides what is to be wrong. */
class PaperProvider implements ChatProvider, Connection, SignIn, Directory {
  private static final Text TEXT = new Text("Paper", "纸");

  final PaperServer server;

  PaperProvider(PaperServer server) {
    this.server = server;
  }

  @Override
  public PlatformDescriptor descriptor() {
    Field company = Field.text("company", TEXT, TEXT);
    Field secret = Field.secret("secret", TEXT, TEXT);
    return PlatformDescriptor.of("paper", TEXT)
        .withBindingFields(List.of(company.asRequired().asIdentifying(), secret.asRequired()))
        .withSourceFields(List.of(company.asInherited(), secret.asInherited()))
        .withSignIn(SignInAbility.of(Set.of(SignInMethod.BROWSER)))
        .withDirectory(DirectoryAbility.of());
  }

  @Override
  public Connection connect(ConnectionSettings settings, ProviderContext context) {
    return this;
  }

  @Override
  public CheckReport check(CheckEnvironment environment, Deadline deadline) {
    try {
      server.answer();
      return CheckReport.of(List.of(Step.passed("server", TEXT)));
    } catch (ProviderException e) {
      return CheckReport.of(
          List.of(Step.failed("server", e.platformCode(), TEXT, TEXT, Optional.empty())));
    }
  }

  @Override
  public Optional<SignIn> signIn() {
    return Optional.of(this);
  }

  @Override
  public Optional<Directory> directory() {
    return Optional.of(this);
  }

  @Override
  public URI authorizationUri(AuthorizationRequest request) {
    return URI.create(
        "https://paper.example/?state="
            + request.state()
            + "&to="
            + URLEncoder.encode(request.redirectUri().toString(), StandardCharsets.UTF_8));
  }

  @Override
  public SignInResult redeem(Redemption redemption, Deadline deadline) throws ProviderException {
    server.answer();
    return server
        .redeemed(redemption.code().reveal())
        .map(PaperProvider::result)
        .orElse(SignInResult.refused(Reason.CODE_INVALID));
  }

  private static SignInResult result(Persona persona) {
    return switch (persona) {
      case MEMBER, HIDDEN ->
          SignInResult.signedIn(ExternalIdentity.of(PaperServer.COMPANY, PaperServer.MEMBER));
      case LEAVER, DISABLED -> SignInResult.refused(Reason.LEFT_COMPANY);
      case FOREIGN_MEMBER -> SignInResult.refused(Reason.FOREIGN_COMPANY);
      case EXTERNAL_CONTACT -> SignInResult.refused(Reason.EXTERNAL_CONTACT);
      case STRANGER -> SignInResult.refused(Reason.NOT_A_MEMBER);
    };
  }

  @Override
  public Page<Department> departments(Optional<String> after, Deadline deadline)
      throws ProviderException {
    server.answer();
    return Page.only(
        server.departments().entrySet().stream()
            .map(it -> Department.of(it.getKey()).withParentId(it.getValue()))
            .toList());
  }

  @Override
  public Page<Person> people(String departmentId, Optional<String> after, Deadline deadline)
      throws ProviderException {
    server.answer();
    if (!server.departments().containsKey(departmentId)) {
      throw new ProviderException(Code.NOT_FOUND, "No such department", Optional.empty());
    }
    return Page.only(
        server.people(departmentId).stream().map(id -> person(id, departmentId)).toList());
  }

  @Override
  public Page<String> peopleNamedSingly(Optional<String> after, Deadline deadline)
      throws ProviderException {
    server.answer();
    return Page.only(List.copyOf(server.peopleNamedSingly()));
  }

  @Override
  public Lookup person(String userId, Deadline deadline) throws ProviderException {
    server.answer();
    return found(PaperServer.STAFF.contains(userId), userId);
  }

  @Override
  public Map<String, Lookup> findByMobile(List<String> mobiles, Deadline deadline)
      throws ProviderException {
    server.answer();
    return found(mobiles, PaperServer.MOBILE::equals);
  }

  @Override
  public Map<String, Lookup> findByEmail(List<String> emails, Deadline deadline)
      throws ProviderException {
    server.answer();
    return found(emails, PaperServer.EMAIL::equals);
  }

  static Map<String, Lookup> found(List<String> asked, Predicate<String> isMember) {
    return asked.stream()
        .distinct()
        .collect(Collectors.toMap(it -> it, it -> found(isMember.test(it), PaperServer.MEMBER)));
  }

  private static Lookup found(boolean is, String userId) {
    return is ? Lookup.found(person(userId, PaperServer.CROWD)) : Lookup.notFound();
  }

  private static Person person(String userId, String department) {
    return Person.of(userId, Status.ACTIVE).withDepartments(List.of(department));
  }
}
