package io.evenkeel.stage.drift.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Test;

/** Holds the style sheet's colours to WCAG 2.2: 4.5 for text, 3 for what is drawn. */
public class ContrastTest {
  private static final Pattern COLOUR = Pattern.compile("--([a-z-]+): #([0-9a-f]{3}|[0-9a-f]{6});");

  @Test
  public void isEnoughForTextInEveryScheme() throws IOException {
    for (Map<String, String> scheme : schemes()) {
      for (String text : List.of("ink", "soft", "far", "moved", "calm")) {
        for (String ground : List.of("paper", "card")) {
          requireContrast(scheme, text, ground, 4.5);
        }
      }
    }
  }

  @Test
  public void isEnoughForBarsAndLinesInEveryScheme() throws IOException {
    for (Map<String, String> scheme : schemes()) {
      requireContrast(scheme, "cur", "card", 3);
      requireContrast(scheme, "ref", "card", 3);
      requireContrast(scheme, "far", "card", 3);
    }
  }

  private static void requireContrast(
      Map<String, String> scheme, String text, String ground, double least) {
    double a = luminance(scheme.get(text));
    double b = luminance(scheme.get(ground));
    assertThat((Math.max(a, b) + .05) / (Math.min(a, b) + .05))
        .as("%s on %s in %s", text, ground, scheme)
        .isGreaterThanOrEqualTo(least);
  }

  private static double luminance(String hex) {
    double[] weights = {.2126, .7152, .0722};
    int digits = hex.length() / 3;
    double luminance = 0;
    for (int i = 0; i < 3; i++) {
      int channel = Integer.parseInt(hex.substring(i * digits, (i + 1) * digits), 16);
      double level = channel / (digits == 1 ? 15.0 : 255.0);
      double linear = level <= .04045 ? level / 12.92 : Math.pow((level + .055) / 1.055, 2.4);
      luminance += weights[i] * linear;
    }
    return luminance;
  }

  /** Returns the colours of the light scheme, the dark one and the printed one. */
  private static List<Map<String, String>> schemes() throws IOException {
    String css;
    try (InputStream stream = Frame.class.getResourceAsStream("style.css")) {
      css = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
    List<Map<String, String>> schemes = new ArrayList<>();
    Matcher root = Pattern.compile(":root \\{([^}]*)}").matcher(css);
    while (root.find()) {
      Map<String, String> colours = new HashMap<>();
      COLOUR.matcher(root.group(1)).results().forEach(c -> colours.put(c.group(1), c.group(2)));
      schemes.add(colours);
    }
    assertThat(schemes).hasSize(3);
    return schemes;
  }
}
