package io.evenkeel.stage.drift.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What every page has around its content: head, style, the hatch, a way past the masthead. */
final class Frame {
  private static final String STYLE = style();

  private Frame() {}

  static void open(Markup page, String title) {
    page.open("html", "lang", "en");
    page.open("head");
    page.empty("meta", "charset", "utf-8");
    page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    page.empty("meta", "name", "color-scheme", "content", "light dark");
    page.leaf("title", title);
    page.style(STYLE);
    page.close();
    page.open("body");
    page.leaf("a", "To the report", "class", "skip", "href", "#main");
    hatch(page);
  }

  static void close(Markup page) {
    page.leaf("footer", "Evenkeel. This page holds all it shows: no script, no network.");
    page.close().close();
  }

  private static void hatch(Markup page) {
    page.open(
        "svg",
        "class",
        "defs",
        "width",
        "0",
        "height",
        "0",
        "aria-hidden",
        "true",
        "focusable",
        "false");
    page.open(
        "pattern",
        "id",
        "hatch",
        "width",
        "4",
        "height",
        "4",
        "patternUnits",
        "userSpaceOnUse",
        "patternTransform",
        "rotate(45)");
    page.empty("rect", "class", "ground", "width", "4", "height", "4");
    page.empty("path", "class", "stripe", "d", "M0 0V4");
    page.close().close();
  }

  private static String style() {
    try (InputStream css = Frame.class.getResourceAsStream("style.css")) {
      if (css == null) {
        throw new IllegalStateException("style.css is missing beside " + Frame.class);
      }
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
