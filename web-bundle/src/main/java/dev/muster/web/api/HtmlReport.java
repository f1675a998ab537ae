package dev.muster.web.api;

import static dev.muster.web.signin.Html.element;
import static dev.muster.web.signin.Html.styled;
import static dev.muster.web.signin.Html.text;

import dev.muster.web.api.ReportText.Block;
import dev.muster.web.api.ReportText.Event;
import dev.muster.web.api.ReportText.Events;
import dev.muster.web.api.ReportText.Fact;
import dev.muster.web.api.ReportText.Facts;
import dev.muster.web.api.ReportText.Said;
import dev.muster.web.api.ReportText.Section;
import dev.muster.web.api.ReportText.Table;
import dev.muster.web.http.Response;
import dev.muster.web.signin.Html;
import java.util.ArrayList;
import java.util.List;

/**
 * A report as a page that stands alone, so that it can be kept as a file: nothing in it runs, leads
 * anywhere or is loaded.
 */
final class HtmlReport {
  private static final Html.FixedStyle STYLE =
      new Html.FixedStyle(
          """
          :root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
          body{margin:0 auto;padding:1rem;max-width:64rem;overflow-wrap:anywhere}
          h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}
          dl{display:grid;grid-template-columns:minmax(6rem,max-content) 1fr;gap:.25rem 1rem}
          dt{font-weight:600}dd{margin:0}
          div.wide{overflow-x:auto}
          table{border-collapse:collapse;width:100%}
          th,td{border:1px solid #8888;padding:.3rem .5rem;text-align:left;vertical-align:top}
          ul{list-style:none;padding:0}li{margin:.5rem 0}
          p.said{white-space:pre-wrap;margin:.25rem 0;border-left:3px solid #8888;padding-left:.75rem}
          """);

  private static final String CSP =
      "default-src 'none'; style-src "
          + STYLE.allowed()
          + "; form-action 'none'; frame-ancestors 'none'; base-uri 'none'; sandbox";

  private HtmlReport() {}

  static Response of(ReportText report) {
    List<Html> content = new ArrayList<>();
    content.add(element("h1", text(report.title())));
    report.sections().forEach(section -> add(section, content));
    Html page =
        element(
                "html",
                element(
                    "head",
                    element("meta").with("charset", "utf-8"),
                    element("meta")
                        .with("name", "viewport")
                        .with("content", "width=device-width, initial-scale=1"),
                    element("title", text(report.title())),
                    STYLE),
                element("body", element("main").containing(content)))
            .with("lang", report.language().tag());
    StringBuilder out = new StringBuilder(4096).append("<!doctype html>");
    page.write(out);
    return Response.text(200, Response.HTML, out.toString()).with("Content-Security-Policy", CSP);
  }

  private static void add(Section section, List<Html> content) {
    content.add(element("h2", text(section.heading())));
    section.blocks().forEach(block -> content.add(html(block)));
  }

  private static Html html(Block block) {
    if (block instanceof Facts facts) {
      List<Html> lines = new ArrayList<>();
      for (Fact fact : facts.facts()) {
        lines.add(element("dt", text(fact.name())));
        lines.add(element("dd", text(fact.value())));
      }
      return element("dl").containing(lines);
    }
    if (block instanceof Table table) {
      return table(table);
    }
    if (block instanceof Events events) {
      return element("ul").containing(events.events().stream().map(HtmlReport::event).toList());
    }
    return said(((Said) block).text());
  }

  private static Html table(Table table) {
    List<Html.Element> headings =
        table.headings().stream()
            .map(heading -> element("th", text(heading)).with("scope", "col"))
            .toList();
    List<Html.Element> rows =
        table.rows().stream()
            .map(
                row ->
                    element("tr")
                        .containing(row.stream().map(cell -> element("td", text(cell))).toList()))
            .toList();
    return styled(
        "div",
        "wide",
        element(
            "table",
            element("thead", element("tr").containing(headings)),
            element("tbody").containing(rows)));
  }

  private static Html event(Event event) {
    Html.Element item =
        element("li", element("strong", text(event.when())), text(" " + event.what()));
    return event.said().map(it -> item.containing(List.of(said(it)))).orElse(item);
  }

  private static Html said(String text) {
    return styled("p", "said", text(text));
  }
}
