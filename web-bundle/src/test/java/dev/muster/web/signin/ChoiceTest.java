package dev.muster.web.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.IdentitySources.Offer;
import dev.muster.spi.SignInMethod;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is offered what, by what real browsers and clients call themselves. */
class ChoiceTest {
  private static final Set<SignInMethod> WEB = Set.of(SignInMethod.BROWSER, SignInMethod.IN_APP);

  /** What the platforms' bundles say of their clients. */
  private static final List<Offer> OFFERS =
      List.of(
          offer("wecom", Set.of("wxwork")),
          offer("dingtalk", Set.of("dingtalk/", "dingtalk(")),
          offer("lark", Set.of("lark/", "feishu")));

  private static Offer offer(String id, Set<String> markers) {
    return new Offer(id, id, id, WEB, Optional.empty(), markers, true);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "WeCom, iOS | wecom | Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 wxwork/4.1.26 MicroMessenger/7.0.1 Language/zh ColorScheme/Light",
        "WeCom, Android | wecom | Mozilla/5.0 (Linux; Android 13; V2055A Build/TP1A.220624.014; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36 wxwork/4.1.22 MicroMessenger/7.0.1 NetType/WIFI Language/zh Lang/zh",
        "WeCom, Windows | wecom | Mozilla/5.0 (Windows NT 10.0; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0.5414.120 Safari/537.36 wxwork/4.1.20 (MicroMessenger/6.2) WindowsWechat MailPlugin_Electron WeMail embeddisk",
        "WeCom, macOS | wecom | Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) wxwork/4.1.20 (MicroMessenger/6.2) WeChat/2.0.4",
        "WeChat, iOS | | Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.49(0x1800312d) NetType/WIFI Language/zh_CN",
        "WeChat, Android | | Mozilla/5.0 (Linux; Android 14; 23013RK75C Build/UKQ1.230804.001; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/122.0.6261.120 Mobile Safari/537.36 XWEB/1220133 MMWEBSDK/20240404 MMWEBID/98 MicroMessenger/8.0.49.2600(0x28003133) WeChat/arm64 Weixin NetType/WIFI Language/zh_CN ABI/arm64",
        "WeChat, Windows | | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/107.0.0.0 Safari/537.36 MicroMessenger/7.0.20.1781(0x6700143B) NetType/WIFI MiniProgramEnv/Windows WindowsWechat/WMPF WindowsWechat(0x63090a13) XWEB/8555",
        "DingTalk, iOS | dingtalk | Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 AliApp(DingTalk/7.6.0) com.laiwang.DingTalk/34568965 Channel/201200 language/zh-Hans-CN UT4Aplus/0.0.6 WK",
        "DingTalk, Android | dingtalk | Mozilla/5.0 (Linux; U; Android 13; zh-CN; V2055A Build/TP1A.220624.014) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/100.0.4896.58 UWS/5.12.1.0 Mobile Safari/537.36 AliApp(DingTalk/7.6.0) com.alibaba.android.rimet/37054801 Channel/700159 language/zh-CN abi/64",
        "DingTalk, Windows | dingtalk | Mozilla/5.0 (Windows NT 10.0; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/91.0.4472.124 Safari/537.36 dingtalk-win/1.0.0 nw(0.14.7) DingTalk(7.6.0-Release.240130001) Mojo/1.0.0 Native AppType(release) Channel/201200",
        "DingTalk, macOS | dingtalk | Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) DingTalk(7.6.0-macOS-macOS-40281203) nw Channel/201200 Architecture/x86_64",
        "Feishu, iOS | lark | Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Lark/7.20.5 LarkLocale/zh_CN ChannelName/Feishu",
        "Lark, Android | lark | Mozilla/5.0 (Linux; Android 14; Pixel 8 Build/AP1A.240505.004; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/108.0.5359.128 Mobile Safari/537.36 Lark/7.20.6 LarkLocale/en_US ChannelName/googleplay TTWebView/1081130053",
        "Feishu, Windows | lark | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/118.0.5993.159 Electron/27.0.0 Safari/537.36 Feishu/7.20.5 LarkLocale/zh_CN",
        "Lark, macOS | lark | Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/118.0.5993.159 Safari/537.36 Lark/7.20.5 LarkLocale/en_US SDK-Version/7.20",
        "Chrome | | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
        "Edge | | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
        "Safari, iOS | | Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
        "Firefox | | Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        "Alipay | | Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 NebulaSDK/1.8.100112 Nebula AliApp(AP/10.5.96.6000) AlipayClient/10.5.96.6000 Language/zh-Hans",
        "none | | ''"
      })
  void showsInAClientItsOwnSourceAndInABrowserAll(String what, String own, String userAgent) {
    Choice choice = Choice.of(OFFERS, Optional.empty(), userAgent);
    assertThat(choice.usable()).isEqualTo(OFFERS);
    if (own == null) {
      assertThat(choice.shown()).isEqualTo(OFFERS);
      assertThat(choice.taken()).isEmpty();
    } else {
      assertThat(choice.shown()).extracting(Offer::id).containsExactly(own);
      assertThat(choice.taken()).map(Offer::id).contains(own);
    }
    for (Offer offer : OFFERS) {
      assertThat(Choice.method(offer, userAgent))
          .isEqualTo(offer.id().equals(own) ? SignInMethod.IN_APP : SignInMethod.BROWSER);
    }
  }
}
