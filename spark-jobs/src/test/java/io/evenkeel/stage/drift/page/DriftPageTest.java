package io.evenkeel.stage.drift.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.BeforeClass;
import org.junit.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/**
 * The golden page is written again by {@code mvn -pl spark-jobs -am test -Dtest=DriftPageTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Devenkeel.golden.write=true}; look at it in a browser
 * before it is committed.
 */
public class DriftPageTest {
  private static final Path GOLDEN =
      Path.of("src/test/resources/io/evenkeel/stage/drift/page/drift-page.html");
  private static String html;
  private static Document page;

  @BeforeClass
  public static void drawThePage() throws Exception {
    html = DriftPage.html(PageSamples.report(), PageSamples.trends(), PageSamples.surroundings());
    page = parsed(html);
  }

  @Test
  public void isTheGoldenPage() throws IOException {
    if (Boolean.getBoolean("evenkeel.golden.write")) {
      Files.createDirectories(GOLDEN.getParent());
      Files.writeString(GOLDEN, html);
    }
    assertThat(html.lines()).containsExactlyElementsOf(Files.readAllLines(GOLDEN));
  }

  @Test
  public void staysWithinTwoMegabytesAtTwoHundredFeatures() {
    String wide = DriftPage.html(PageSamples.wide(200), Map.of(), Surroundings.NONE);
    assertThat(wide.getBytes(StandardCharsets.UTF_8).length).isLessThan(2_000_000);
  }

  @Test
  public void asksForNothingFromOutside() {
    assertThat(html)
        .doesNotContainIgnoringCase("http")
        .doesNotContain("<script", "@import", "src=");
    for (Element link : elements("a")) {
      assertThat(link.getAttribute("href")).startsWith("#");
    }
  }

  @Test
  public void showsTextOfAnyFeatureAsText() {
    assertThat(html).doesNotContain("<b>origin");
    assertThat(elements("h3"))
        .extracting(Element::getTextContent)
        .contains("<b>origin & \"more\"</b>");
  }

  @Test
  public void tellsTheVerdictFirst() {
    Element title = elements("h1").get(0);
    assertThat(title.getTextContent()).startsWith("alert ").contains("moved since training");
    assertThat(elements("title").get(0).getTextContent())
        .isEqualTo("Drift alert: flight_delay on 2013-07-04");
  }

  @Test
  public void ordersItsHeadingsWithoutAGap() {
    int before = 0;
    for (Element element : elements("*")) {
      if (element.getTagName().matches("h[1-6]")) {
        int level = element.getTagName().charAt(1) - '0';
        assertThat(level).as(element.getTextContent()).isLessThanOrEqualTo(before + 1);
        before = level;
      }
    }
    assertThat(elements("h1")).hasSize(1);
  }

  @Test
  public void describesEveryDrawingInWords() {
    for (Element svg : elements("svg")) {
      boolean decoration = svg.getAttribute("aria-hidden").equals("true");
      boolean labelled =
          svg.getAttribute("role").equals("img")
              && (svg.hasAttribute("aria-label") || svg.hasAttribute("aria-labelledby"));
      assertThat(decoration || labelled).as(svg.getAttribute("class")).isTrue();
    }
  }

  @Test
  public void scopesEveryTableHeader() {
    assertThat(elements("th")).isNotEmpty();
    for (Element header : elements("th")) {
      assertThat(header.getAttribute("scope")).as(header.getTextContent()).isIn("col", "row");
    }
    assertThat(elements("caption")).hasSameSizeAs(elements("table"));
  }

  @Test
  public void namesEachPlaceOnceAndLinksToPlacesThatExist() {
    Set<String> ids = new HashSet<>();
    for (Element element : elements("*")) {
      if (element.hasAttribute("id")) {
        assertThat(ids.add(element.getAttribute("id"))).as(element.getAttribute("id")).isTrue();
      }
    }
    for (Element link : elements("a")) {
      assertThat(ids).contains(link.getAttribute("href").substring(1));
    }
    for (Element drawing : elements("svg")) {
      if (drawing.hasAttribute("aria-labelledby")) {
        assertThat(ids).contains(drawing.getAttribute("aria-labelledby").split(" ", -1));
      }
    }
  }

  private static Document parsed(String html) throws Exception {
    String xml = html.replaceFirst("<!DOCTYPE html>", "");
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }

  private static List<Element> elements(String tag) {
    NodeList nodes = page.getElementsByTagName(tag);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }
}
