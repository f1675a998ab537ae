package dev.muster.core.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Consents;
import dev.muster.core.store.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How long each scope of a consent lasts. */
final class ConsentRecordTest {
  private static final Instant THEN = Instant.parse("2026-11-30T00:00:00Z");
  private static final Instant END = THEN.plus(Consents.LIFETIME);

  private final JsonCodec.Type<ConsentRecord> json = new JsonCodec().type(ConsentRecord.class);

  private static ConsentRecord first() {
    return ConsentRecord.first("u-1", "shop", Instant.EPOCH, Set.of("openid", "email"), THEN);
  }

  @Test
  void renewsWhatThePersonWasShownAlone() {
    Instant later = THEN.plus(Duration.ofDays(100));
    ConsentRecord again = json.read(json.write(first().again(Set.of("openid", "phone"), later)));

    assertThat(again.scope(later)).containsExactlyInAnyOrder("openid", "email", "phone");
    assertThat(again.scope(END.minusMillis(1))).contains("email");
    assertThat(again.scope(END)).containsExactlyInAnyOrder("openid", "phone");
    assertThat(again.scope(later.plus(Consents.LIFETIME))).isEmpty();
    assertThat(again.since()).isEqualTo(THEN);
  }

  @Test
  void forgetsWhatIsOverWhenItIsGivenAgain() {
    assertThat(first().again(Set.of("phone"), END).scope()).containsExactly("phone");
  }

  @Test
  void readsDocumentsThatSayOneTimeForAllScopes() {
    long then = THEN.toEpochMilli();
    String stored =
        "{\"userId\":\"u-1\",\"clientId\":\"shop\",\"clientCreatedAt\":0,"
            + "\"scope\":[\"openid\",\"email\"],\"since\":0,\"givenAt\":"
            + then
            + "}";
    ConsentRecord read = json.read(stored.getBytes(StandardCharsets.UTF_8));
    Instant later = THEN.plusSeconds(1);

    assertThat(read.scope(END.minusMillis(1))).containsExactlyInAnyOrder("openid", "email");
    assertThat(read.scope(END)).isEmpty();
    assertThat(read.again(Set.of("openid"), later).scope(END)).containsExactly("openid");
  }
}
