package io.evenkeel.stage.sink;

/** A stage that passed every gate; only {@link AuditReport#admit} makes one. Immutable. */
public final class AuditedStage {
  private final Stage stage;
  private final AuditReport report;

  AuditedStage(Stage stage, AuditReport report) {
    this.stage = stage;
    this.report = report;
  }

  /** Returns the stage. */
  public Stage stage() {
    return stage;
  }

  /** Returns what was counted in it. */
  public AuditReport report() {
    return report;
  }
}
