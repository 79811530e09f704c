package io.evenkeel.stage.drift.page;

/** What all drawings share: a title and a description for those who do not see them, and text. */
final class Drawing {
  private Drawing() {}

  /**
   * Opens a drawing that is read out as one image.
   *
   * @param id unique in the page
   */
  static void open(
      Markup page, String id, int width, int height, String title, String description) {
    page.open(
        "svg",
        "viewBox",
        "0 0 %d %d".formatted(width, height),
        "role",
        "img",
        "aria-labelledby",
        "%s-t %s-d".formatted(id, id));
    page.leaf("title", title, "id", id + "-t");
    page.leaf("desc", description, "id", id + "-d");
  }

  /** Writes text at a point; a class ending in {@code end} sets it to the left of the point. */
  static void text(Markup page, double x, double y, String text, String style) {
    page.leaf("text", text, "x", Coordinate.of(x), "y", Coordinate.of(y), "class", style);
  }
}
