package dev.muster.core.branding;

import dev.muster.api.Branding.Settings;
import dev.muster.api.Color;
import dev.muster.api.Logo;
import dev.muster.core.check.FieldErrors;
import dev.muster.core.check.Texts;
import dev.muster.core.digest.Sha256;
import dev.muster.spi.Text;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a branding may be. */
final class BrandingRules {
  /** The largest logo, in bytes. */
  static final int MAX_LOGO = 100_000;

  private static final int MAX_URL = 2000;
  private static final int DIGEST_BYTES = 16;

  private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.DOTALL;

  /** RFC 2397. Possessive, since a group that may go back is matched by recursion. */
  private static final Pattern DATA =
      Pattern.compile("data:(image/[a-z+]+)(?:;(?!base64)[a-z0-9=-]+)*+(;base64)?,(.*)", FLAGS);

  private BrandingRules() {}

  /** What was entered, as it is stored. */
  record Checked(BrandingRecord record, Optional<Logo> logo) {}

  /**
   * Checks what was entered.
   *
   * @param tenantName a name that is no other than this is not kept, so that it follows the tenant
   */
  static Checked check(Settings settings, String tenantName) {
    FieldErrors errors = new FieldErrors();
    settings.displayName().ifPresent(name -> errors.checkName("displayName", name));
    Optional<Logo> logo = settings.logo().flatMap(text -> logo(text, errors));
    BrandingRecord record =
        new BrandingRecord(
            settings.displayName().filter(name -> !name.equals(tenantName)),
            logo.map(Logo::digest),
            settings.primaryColor().flatMap(text -> color("primaryColor", text, errors)),
            settings.darkPrimaryColor().flatMap(text -> color("darkPrimaryColor", text, errors)),
            settings.privacyUrl().flatMap(text -> url("privacyUrl", text, errors)),
            settings.termsUrl().flatMap(text -> url("termsUrl", text, errors)),
            settings.supportUrl().flatMap(text -> url("supportUrl", text, errors)));
    errors.throwIfAny();
    return new Checked(record, logo);
  }

  private static Optional<Logo> logo(String text, FieldErrors errors) {
    if (text.length() > 3 * MAX_LOGO) {
      return tooLarge(errors);
    }
    Matcher data = DATA.matcher(text);
    if (!data.matches()) {
      errors.add(
          "logo",
          "format",
          new Text(
              "Give data:image/png;base64, and so on, of PNG, SVG or WebP.",
              "请提供 PNG、SVG 或 WebP 图片的 data URI，例如 data:image/png;base64,…"));
      return Optional.empty();
    }
    byte[] bytes;
    try {
      bytes = decoded(data.group(3), data.group(2) != null);
    } catch (IllegalArgumentException e) {
      errors.add("logo", "format", new Text("The data cannot be decoded.", "无法解码该数据。"));
      return Optional.empty();
    }
    if (bytes.length > MAX_LOGO) {
      return tooLarge(errors);
    }
    Optional<PictureKind> kind =
        PictureKind.of(bytes).filter(found -> found.mediaType().equalsIgnoreCase(data.group(1)));
    if (kind.isEmpty()) {
      errors.add(
          "logo",
          "type",
          new Text(
              "This is no PNG, SVG or WebP, or not what it says it is.",
              "不是 PNG、SVG 或 WebP 图片，或与声明的类型不符。"));
    } else if (!kind.get().isSmallEnough(bytes)) {
      errors.add(
          "logo",
          "dimensions",
          kind.get() == PictureKind.SVG
              ? new Text(
                  "This SVG is not well-formed, declares entities, or repeats so much that browsers"
                      + " cannot draw it. Export it as a plain SVG, or give a PNG.",
                  "该 SVG 格式有误、包含实体声明，或重复引用过多，浏览器无法绘制。请导出为普通 SVG 或改用 PNG。")
              : new Text(
                  "Give at most " + PictureKind.MOST_PIXELS + " pixels a side.",
                  "每边不得超过 " + PictureKind.MOST_PIXELS + " 像素。"));
    } else {
      String digest = HexFormat.of().formatHex(Sha256.digest().digest(bytes), 0, DIGEST_BYTES);
      return Optional.of(
          new Logo(digest, kind.get().mediaType(), Base64.getEncoder().encodeToString(bytes)));
    }
    return Optional.empty();
  }

  private static byte[] decoded(String data, boolean base64) {
    return base64
        ? Base64.getDecoder().decode(data)
        : URLDecoder.decode(data.replace("+", "%2B"), StandardCharsets.UTF_8)
            .getBytes(StandardCharsets.UTF_8);
  }

  private static Optional<Logo> tooLarge(FieldErrors errors) {
    errors.add("logo", "length", new Text("Give a picture of at most 100 kB.", "图片不得超过 100 kB。"));
    return Optional.empty();
  }

  private static Optional<String> color(String field, String text, FieldErrors errors) {
    Optional<String> hex = Color.of(text).map(Color::hex);
    if (hex.isEmpty()) {
      errors.add(field, "format", new Text("Give a colour such as #1f5fd1.", "请填写颜色值，例如 #1f5fd1。"));
    }
    return hex;
  }

  private static Optional<URI> url(String field, String text, FieldErrors errors) {
    Optional<URI> url = parsed(text);
    if (url.isEmpty()) {
      errors.add(
          field,
          "format",
          new Text(
              "Give an https address of at most 2000 characters.", "请填写不超过 2000 个字符的 https 地址。"));
    }
    return url;
  }

  private static Optional<URI> parsed(String text) {
    if (text.length() > MAX_URL || !Texts.isPrintable(text)) {
      return Optional.empty();
    }
    try {
      URI url = new URI(new URI(text).toASCIIString());
      boolean plain =
          "https".equalsIgnoreCase(url.getScheme())
              && url.getHost() != null
              && url.getRawUserInfo() == null;
      return plain ? Optional.of(url) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
