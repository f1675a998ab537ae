package dev.muster.web.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTest {
  private static String written(Html html) {
    StringBuilder out = new StringBuilder();
    html.write(out);
    return out.toString();
  }

  @Test
  void escapesTextAndAttributes() {
    String hostile = "\"><script>alert('x')</script>&";
    String page = written(Html.element("p", Html.text(hostile)).with("aria-label", hostile));
    assertThat(page).doesNotContain("<script", "'x'").contains("&lt;script&gt;", "&quot;");
    assertThat(page).startsWith("<p aria-label=\"&quot;&gt;&lt;script&gt;");
  }

  @ParameterizedTest
  @ValueSource(strings = {"script", "style", "iframe", "object", "svg", "base", "p onclick"})
  void makesNoElementThatRunsOrLoads(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> Html.element(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"onclick", "style", "srcdoc", "formaction", "x=y"})
  void makesNoAttributeThatRuns(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> Html.element("a").with(name, "x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//evil.example/",
        "evil",
        ""
      })
  void linksToNothingThatRuns(String address) {
    assertThatIllegalArgumentException().isThrownBy(() -> Html.element("a").with("href", address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/t/a/login", "?x=1", "https://a.example/", "com.example.app:/back?error=x"})
  void linksToWhatIsHarmless(String address) {
    assertThat(written(Html.element("a").with("href", address))).contains(address);
  }

  @ParameterizedTest
  @ValueSource(strings = {"p{}</style><script>", "<!--"})
  void keepsStyleInItsElement(String css) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Html.FixedStyle(css));
  }

  @Test
  void allowsStyleByItsHash() {
    Html.FixedStyle style = new Html.FixedStyle("p{margin:0}");
    assertThat(written(style)).isEqualTo("<style>p{margin:0}</style>");
    assertThat(style.allowed()).isEqualTo("'sha256-QRQPRLGyxt3RJiKpYNjpkgHcmHU2PywsfL2e8oI0LQA='");
  }
}
