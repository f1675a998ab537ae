package dev.muster.web.oidc;

import static dev.muster.core.testing.TestCore.ALICE;

import com.nimbusds.jwt.SignedJWT;
import dev.muster.api.Client;
import dev.muster.api.Tasks;
import dev.muster.core.client.StoredClients;
import dev.muster.core.logout.BackChannelLogout;
import dev.muster.core.outgoing.Destinations;
import dev.muster.core.outgoing.OutgoingCalls;
import dev.muster.spi.Secret;
import dev.muster.web.fake.Browser;
import dev.muster.web.fake.Gateway;
import dev.muster.web.fake.TestApplication;
import dev.muster.web.http.TestInstallation;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Two applications that want to be told of sessions that end. */
abstract class BackChannelLogoutFixture {
  static final OptionalLong ANY = OptionalLong.empty();
  static final String PATH = "/t/" + Gateway.TENANT;

  Gateway gateway;
  StoredClients clients;
  OutgoingCalls calls;
  BackChannelLogout handler;
  TestApplication shop;
  TestApplication wiki;

  @BeforeEach
  void start() {
    gateway = new Gateway();
    clients = clients(gateway);
    calls = OutgoingCalls.to(Destinations.of(true));
    handler = handler(gateway, calls);
    gateway.core.taskWork.add(handler);
    shop = new TestApplication();
    wiki = new TestApplication();
    register("shop", "RS256", shop);
    register("wiki", "ES256", wiki);
  }

  @AfterEach
  void stop() {
    shop.close();
    wiki.close();
    handler.close();
    calls.close();
  }

  void register(String id, String alg, TestApplication application) {
    Client.Settings settings =
        Gateway.draft().toBuilder()
            .idTokenSignedResponseAlg(alg)
            .backchannelLogoutUri(Optional.of(application.uri()))
            .build();
    if (clients.find(Gateway.TENANT, id).isPresent()) {
      clients.change(ALICE, Gateway.TENANT, id, before -> settings, ANY);
    } else {
      clients.create(
          ALICE,
          Gateway.TENANT,
          Optional.of(id),
          Optional.of(Secret.of(Gateway.secret(id))),
          settings);
    }
  }

  /** Gives a client tokens, in the session that is there or in a new one; its session's id. */
  String sid(Browser browser, String client, String who) {
    Flow flow = new Flow(gateway).with("client_id", client).with("identity_source", "wecom");
    String there = Browser.location(browser.get(flow.authorize()));
    String back =
        there.startsWith(Gateway.CALLBACK)
            ? there
            : Browser.location(flow.signIn(browser, "ok-" + who));
    String code = Browser.parameter(back, "code").orElseThrow();
    String answer =
        Browser.text(
            flow.post(
                Flow.tokenForm(code, Gateway.CALLBACK, flow.verifier()),
                Flow.basic(client, Gateway.secret(client))));
    try {
      return SignedJWT.parse(answer.replaceAll(".*\"id_token\":\"([^\"]+)\".*", "$1"))
          .getJWTClaimsSet()
          .getStringClaim("sid");
    } catch (ParseException e) {
      throw new AssertionError(answer, e);
    }
  }

  void work() {
    gateway.core.taskWork.runDue();
  }

  String user() {
    return gateway.userId("alice");
  }

  List<Tasks.Task> tasks() {
    return gateway
        .core
        .tasks
        .list(
            Gateway.TENANT,
            Optional.empty(),
            Optional.of("back-channel-logout"),
            50,
            Optional.empty())
        .items();
  }

  void endSessions() {
    gateway.core.users.endSessions(ALICE, Gateway.TENANT, user());
  }

  /** Clients that may be at this machine's own addresses. */
  static StoredClients clients(Gateway gateway) {
    return new StoredClients(
        gateway.core.storage,
        gateway.core.directory,
        gateway.core.sources,
        gateway.core.digests,
        gateway.core.changes,
        Destinations.of(true),
        gateway.core.guesses,
        gateway.clock);
  }

  /** Tells applications by some calls; whoever asks for it closes it. */
  static BackChannelLogout handler(Gateway gateway, OutgoingCalls calls) {
    return new BackChannelLogout(
        gateway.core.clients,
        gateway.core.signingKeys,
        TestInstallation.plain().at(gateway.publicUrl),
        calls,
        gateway.clock);
  }
}
