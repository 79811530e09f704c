package io.evenkeel.stage.drift.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.evenkeel.stage.drift.RunSummary;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * The pages as Chromium draws them. Screenshots are in {@code target/screenshots}, for people to
 * look at.
 */
public class PagesInBrowserTest {
  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final Map<String, Path> PAGES = new LinkedHashMap<>();
  private static Browser browser;

  @BeforeClass
  public static void drawThePages() throws Exception {
    page(
        "run",
        DriftPage.html(PageSamples.report(), PageSamples.trends(), PageSamples.surroundings()));
    page("window", DriftPage.html(PageSamples.window(), Map.of(), Surroundings.NONE));
    page("comparison", DriftPage.html(PageSamples.comparison(), Map.of(), Surroundings.NONE));
    page("wide", DriftPage.html(PageSamples.wide(200), Map.of(), Surroundings.NONE));
    page("index", IndexPage.html(runs(), run -> ""));
    Files.createDirectories(SCREENSHOTS);
    browser = Browser.start(FOLDER.newFolder("chromium").toPath());
  }

  @AfterClass
  public static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  public void raiseNoErrorAndAskForNothingFromTheNetwork() throws Exception {
    for (Map.Entry<String, Path> page : PAGES.entrySet()) {
      browser.open(page.getValue());
      assertThat(browser.evaluate("document.title")).as(page.getKey()).isNotEmpty();
      assertThat(browser.told("Runtime.exceptionThrown")).as(page.getKey()).isEmpty();
      assertThat(browser.told("Runtime.consoleAPICalled")).as(page.getKey()).isEmpty();
      assertThat(browser.told("Log.entryAdded")).as(page.getKey()).isEmpty();
      assertThat(browser.told("Network.requestWillBeSent"))
          .as(page.getKey())
          .extracting(request -> request.get("request").get("url").asText())
          .containsExactly(page.getValue().toUri().toString());
    }
  }

  @Test
  public void passAxeInLightAndInDark() throws Exception {
    for (String scheme : List.of("light", "dark")) {
      for (Map.Entry<String, Path> page : PAGES.entrySet()) {
        if (!page.getKey().equals("wide")) {
          look(scheme, "screen", 1280);
          browser.open(page.getValue());
          browser.evaluate(axe());
          assertThat(violations()).as("%s, %s", page.getKey(), scheme).isEqualTo("[]");
        }
      }
    }
  }

  @Test
  public void showSomethingInLightAndInDarkAndAsWideAsAPhone() throws Exception {
    for (Map.Entry<String, Path> page : PAGES.entrySet()) {
      if (!page.getKey().equals("wide")) {
        look("light", "screen", 1280);
        browser.open(page.getValue());
        assertThat(colours(shot(page.getKey() + "-light"))).isGreaterThan(40);
        String light = ground();
        look("dark", "screen", 1280);
        assertThat(colours(shot(page.getKey() + "-dark"))).isGreaterThan(40);
        assertThat(ground()).as(page.getKey()).isNotEqualTo(light);
        look("light", "screen", 390);
        assertThat(colours(shot(page.getKey() + "-phone"))).isGreaterThan(40);
        assertThat(browser.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
            .as(page.getKey())
            .isEqualTo("true");
      }
    }
  }

  @Test
  public void printBlackOnWhiteAlsoWhereTheScreenIsDark() throws Exception {
    look("dark", "print", 1280);
    browser.open(PAGES.get("run"));
    assertThat(ground()).isEqualTo("rgb(255, 255, 255)");
    assertThat(browser.evaluate("getComputedStyle(document.body).color")).isEqualTo("rgb(0, 0, 0)");
    JsonNode printed = browser.ask("Page.printToPDF", Map.of("printBackground", false));
    byte[] pdf = Base64.getDecoder().decode(printed.get("data").asText());
    assertThat(new String(pdf, 0, 5, StandardCharsets.ISO_8859_1)).isEqualTo("%PDF-");
    assertThat(pdf.length).isGreaterThan(20_000);
  }

  @Test
  public void areWholeWithoutJavaScript() throws Exception {
    look("light", "screen", 1280);
    browser.open(PAGES.get("run"));
    String with = browser.evaluate("document.body.innerText");
    browser.ask("Emulation.setScriptExecutionDisabled", Map.of("value", true));
    try {
      browser.open(PAGES.get("run"));
      assertThat(browser.evaluate("document.body.innerText")).isEqualTo(with);
      assertThat(with).contains("What has moved", "Labels", "Latency");
    } finally {
      browser.ask("Emulation.setScriptExecutionDisabled", Map.of("value", false));
    }
  }

  @Test
  public void axeFindsWhatIsWrong() throws Exception {
    look("light", "screen", 1280);
    browser.open(page("wrong", "<!DOCTYPE html><html><body><img src='data:,'></body></html>"));
    PAGES.remove("wrong");
    browser.evaluate(axe());
    assertThat(violations()).contains("image-alt", "html-has-lang", "document-title");
  }

  private static Path page(String name, String html) throws IOException {
    Path file = FOLDER.getRoot().toPath().resolve(name + ".html");
    Files.writeString(file, html);
    PAGES.put(name, file);
    return file;
  }

  private static void look(String scheme, String media, int width) {
    browser.ask(
        "Emulation.setEmulatedMedia",
        Map.of(
            "media",
            media,
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    browser.ask(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 500));
  }

  private static String ground() {
    return browser.evaluate("getComputedStyle(document.documentElement).backgroundColor");
  }

  private static String violations() {
    return browser.evaluate(
        "axe.run(document, {resultTypes: ['violations']}).then(found =>"
            + " JSON.stringify(found.violations.map(v => [v.id, v.nodes.map(n => n.target + ' ' +"
            + " n.failureSummary)])))");
  }

  private static String axe() throws IOException {
    try (InputStream script = PagesInBrowserTest.class.getResourceAsStream("/axe.min.js")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static BufferedImage shot(String name) throws IOException {
    JsonNode shot =
        browser.ask(
            "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
    byte[] png = Base64.getDecoder().decode(shot.get("data").asText());
    Files.write(SCREENSHOTS.resolve(name + ".png"), png);
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  private static int colours(BufferedImage image) {
    Set<Integer> colours = new HashSet<>();
    for (int y = 0; y < image.getHeight(); y += 2) {
      for (int x = 0; x < image.getWidth(); x += 2) {
        colours.add(image.getRGB(x, y));
      }
    }
    return colours.size();
  }

  private static List<RunSummary> runs() {
    List<RunSummary> runs = new ArrayList<>();
    for (int day = 20; day > 0; day--) {
      runs.add(
          new RunSummary(
              "flight_delay",
              "1",
              "champion",
              LocalDate.of(2013, 7, day),
              "run-" + day,
              day % 3 == 0,
              "Two features have moved.",
              900 + day,
              1,
              1,
              OptionalDouble.of(.05 + .01 * day),
              OptionalDouble.of(.02)));
    }
    return runs;
  }
}
