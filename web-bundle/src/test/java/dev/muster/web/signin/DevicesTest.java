package dev.muster.web.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.spi.Text;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DevicesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0 | Edge on Windows | Windows 上的 Edge",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15 | Safari on Mac | Mac 上的 Safari",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 CriOS/126.0 Mobile/15E148 Safari/604.1 | Chrome on iPhone | iPhone 上的 Chrome",
        "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36 | Chrome on Android | 安卓上的 Chrome",
        "Mozilla/5.0 (Linux; Android 12; HarmonyOS; NOH-AN00) Chrome/99 HuaweiBrowser/13 | Huawei Browser on HarmonyOS | 鸿蒙上的华为浏览器",
        "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0 | Firefox on Linux | Linux 上的 Firefox",
        "MusterDemo/1.0 (Android 14) | An app on Android | 安卓上的应用",
        "curl/8.5.0 | Unknown device | 未知设备",
        "'' | Unknown device | 未知设备"
      })
  void saysWhatItIsInBothLanguages(String userAgent, String english, String chinese) {
    assertThat(Devices.of(userAgent, Optional.empty())).isEqualTo(new Text(english, chinese));
  }

  @Test
  void namesThePlatformsClientBeforeTheBrowserThatItIsMadeOf() {
    assertThat(
            Devices.of("Mozilla/5.0 (iPhone) Safari/604", Optional.of(new Text("DingTalk", "钉钉"))))
        .isEqualTo(new Text("DingTalk on iPhone", "iPhone 上的钉钉"));
  }
}
