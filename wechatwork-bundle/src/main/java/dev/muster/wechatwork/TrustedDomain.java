package dev.muster.wechatwork;

import dev.muster.spi.Text;
import dev.muster.spi.platform.CheckReport.Step;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether the domain that the app trusts is ours. The platform compares the host and the port
 * exactly; scheme and path do not count, and a parent domain does not cover its children.
 */
final class TrustedDomain {
  private TrustedDomain() {}

  static Step check(Optional<String> trusted, URI publicUrl) {
    String ours = authority(publicUrl);
    if (trusted.isPresent() && normalised(trusted.get(), publicUrl).equals(ours)) {
      return Step.passed(
          Doctor.TRUSTED_DOMAIN, new Text("The trusted domain is " + ours, "可信域名为 " + ours));
    }
    Text found =
        trusted
            .map(
                domain ->
                    new Text(
                        "The trusted domain is " + domain + ", but people come back to " + ours,
                        "可信域名为 " + domain + "，而登录回调地址为 " + ours))
            .orElse(new Text("The app has no trusted domain", "应用未设置可信域名"));
    return failed(Optional.empty(), found, ours);
  }

  /** The platform refuses ours, whatever the app says of its domain. */
  static Step refused(Optional<String> errcode, URI publicUrl) {
    String ours = authority(publicUrl);
    return failed(
        errcode,
        new Text("WeCom does not trust " + ours + " for this app", "企业微信不信任此应用的域名 " + ours),
        ours);
  }

  private static Step failed(Optional<String> platformCode, Text found, String ours) {
    return Step.failed(
        Doctor.TRUSTED_DOMAIN,
        platformCode,
        found,
        new Text(
            "WeCom console: App Management > your self-built app > Web Authorization and JS-SDK >"
                + " set the trusted domain to "
                + ours
                + ", without http:// and without a path. Host and port have to be the same. For"
                + " browser sign-in the same under WeCom Authorized Login > Web.",
            "企业微信管理后台：应用管理 > 自建应用 > 网页授权及 JS-SDK > 将可信域名设为 "
                + ours
                + "，不带 http:// 和路径，域名和端口须完全一致。网页扫码登录还需在“企业微信授权登录 > Web 网页”设置相同的回调域。"),
        Optional.of(Console.APPS));
  }

  private static String authority(URI uri) {
    String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
    return uri.getPort() < 0 || uri.getPort() == usualPort(uri) ? host : host + ":" + uri.getPort();
  }

  /** Without the port that goes without saying. */
  private static String normalised(String domain, URI publicUrl) {
    String text = domain.strip().toLowerCase(Locale.ROOT);
    String usual = ":" + usualPort(publicUrl);
    return text.endsWith(usual) ? text.substring(0, text.length() - usual.length()) : text;
  }

  private static int usualPort(URI uri) {
    return "http".equalsIgnoreCase(uri.getScheme()) ? 80 : 443;
  }
}
