package dev.muster.core.alert.format;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.warroom.AlertReceiver.Content;
import dev.muster.api.warroom.AlertReceiver.Headers;
import dev.muster.core.hook.AlertFormatHooks;
import dev.muster.core.hook.AlertFormatHooks.Reading;
import dev.muster.spi.Text;
import dev.muster.spi.alert.AlertFormat;
import dev.muster.spi.alert.AlertFormatException;
import dev.muster.spi.alert.AlertMessage;
import dev.muster.spi.alert.AlertRequest;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Reads what was sent, in whichever format: our own, and those of others for as long as their
 * bundles are there. For any thread.
 */
@Component(service = AlertFormats.class)
public final class AlertFormats {
  /** RFC 9110, section 8.3.2. */
  private static final Pattern CHARSET =
      Pattern.compile(";\\s*charset=\"?([^\";\\s]*)", Pattern.CASE_INSENSITIVE);

  private static final Set<String> UTF_8 = Set.of("utf-8", "utf8", "us-ascii");

  /** The most alerts of a message. */
  public static final int MOST_ALERTS = Bounds.ALERTS;

  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final AlertFormatHooks others;

  /** Made by Declarative Services. */
  @Activate
  public AlertFormats(@Reference AlertFormatHooks others) {
    this.others = others;
  }

  private static Optional<AlertFormat> own(String id) {
    return OwnFormats.ALL.stream().filter(format -> format.id().equals(id)).findFirst();
  }

  /** The ids of all of them, our own first. */
  public List<String> ids() {
    return Stream.concat(OwnFormats.ALL.stream().map(AlertFormat::id), others.ids().stream())
        .distinct()
        .toList();
  }

  /**
   * The media types of a format; none if nobody reads it.
   *
   * @throws ProblemException {@code UNAVAILABLE} if whoever reads it does not say in time
   */
  public Set<String> mediaTypes(String id) {
    return own(id)
        .map(AlertFormat::mediaTypes)
        .or(() -> others.mediaTypes(id))
        .orElseThrow(() -> refused(new Reading.Late()));
  }

  /**
   * Reads what was sent.
   *
   * @param content what was sent
   * @return what it says, bounded
   * @throws ProblemException {@code NOT_FOUND}, {@code MALFORMED}, {@code TOO_LARGE}, {@code
   *     UNSUPPORTED_MEDIA_TYPE}, {@code UNAVAILABLE}; what reading the body throws
   */
  public AlertMessage read(Content content) {
    String id = content.format().id();
    Set<String> types = mediaTypes(id);
    if (types.isEmpty()) {
      throw ProblemException.notFound(Resource.ADDRESS);
    }
    String type = mediaType(types, content);
    Optional<AlertFormat> own = own(id);
    try {
      return own.isPresent()
          ? own.get().read(new Sent(type, content.headers(), content.body()))
          : others(id, type, content);
    } catch (AlertFormatException e) {
      throw refused(e.why(), e.isTooMuch());
    } catch (IOException e) {
      throw new ProblemException(
          ProblemCode.MALFORMED, new Text("The body ended too early.", "请求体不完整。"));
    }
  }

  /**
   * The body is taken in first: who sends slowly takes none of the format's time, and the format
   * none of the connection.
   */
  private AlertMessage others(String id, String type, Content content) throws IOException {
    try (Lent body = new Lent(content.body().readAllBytes())) {
      Sent sent = new Sent(type, content.headers(), body);
      Reading reading = others.read(id, sent, new Kept(id)::of);
      if (reading instanceof Reading.Read read) {
        return read.message();
      }
      throw refused(reading);
    }
  }

  private static ProblemException refused(Reading reading) {
    if (reading instanceof Reading.Refused refused) {
      return refused(refused.why(), refused.tooMuch());
    }
    if (reading instanceof Reading.Absent) {
      return ProblemException.notFound(Resource.ADDRESS);
    }
    if (reading instanceof Reading.Broken) {
      // no reason to have it sent again: it would break once more
      return refused(
          new Text("What reads this format could make nothing of it.", "该格式的读取程序无法处理此内容。"), false);
    }
    return new ProblemException(
        ProblemCode.UNAVAILABLE,
        new Text(
            "What reads this format did not answer in time. Send it again.",
            "该格式的读取程序未能及时响应，请重新发送。"),
        List.of(),
        Optional.of(PAUSE));
  }

  private static ProblemException refused(Text why, boolean tooMuch) {
    return new ProblemException(tooMuch ? ProblemCode.TOO_LARGE : ProblemCode.MALFORMED, why);
  }

  private record Sent(String mediaType, Headers headers, InputStream body) implements AlertRequest {
    @Override
    public Optional<String> header(String name) {
      return headers.value(name);
    }
  }

  /** A body that is gone once it is closed, whoever still has it. */
  private static final class Lent extends FilterInputStream {
    Lent(byte[] body) {
      super(new ByteArrayInputStream(body));
    }

    @Override
    public void close() throws IOException {
      InputStream ended = InputStream.nullInputStream();
      ended.close();
      in = ended;
    }
  }

  private static String mediaType(Set<String> read, Content content) {
    String header = content.headers().value("content-type").orElse("");
    String type = type(header).strip().toLowerCase(Locale.ROOT);
    boolean plain =
        content.headers().value("content-encoding").orElse("identity").equalsIgnoreCase("identity");
    if (!read.contains(type) || !plain || !isUtf8(header.substring(type(header).length()))) {
      String types = String.join(", ", new TreeSet<>(read));
      throw new ProblemException(
          ProblemCode.UNSUPPORTED_MEDIA_TYPE,
          new Text(
              "The body must be one of " + types + ", in UTF-8 and not compressed.",
              "请求体须为 UTF-8 编码且未经压缩的 " + types + "。"));
    }
    return type;
  }

  private static String type(String header) {
    int semicolon = header.indexOf(';');
    return semicolon < 0 ? header : header.substring(0, semicolon);
  }

  /** US-ASCII is a part of it; whoever names anything else is not understood as they mean it. */
  private static boolean isUtf8(String parameters) {
    Matcher charset = CHARSET.matcher(parameters);
    while (charset.find()) {
      if (!UTF_8.contains(charset.group(1).toLowerCase(Locale.ROOT))) {
        return false;
      }
    }
    return true;
  }
}
