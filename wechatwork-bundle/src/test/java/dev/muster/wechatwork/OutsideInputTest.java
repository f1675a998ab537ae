package dev.muster.wechatwork;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OutsideInputTest {
  @Test
  void refusesXmlThatWouldBecomeMuchLargerThanItsBytes() {
    for (String part : new String[] {"<a/>", "<!---->", "<a b='' c=''/>"}) {
      String request = "<xml>" + part.repeat(2_500) + "</xml>";
      assertThat(Xml.texts(request.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }
  }
}
