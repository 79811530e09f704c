package io.evenkeel.run;

/**
 * The named moments at which a test may end the process, to show that a retry leaves one result.
 * Nothing happens unless the system property {@value #PROPERTY} names the moment: {@code NAME:halt}
 * ends the process at once, as {@code kill -9} does, and {@code NAME:throw} throws.
 */
public enum Failpoint {
  /** The staged rows are written; the manifest that makes them a stage is not. */
  STAGED_WITHOUT_MANIFEST,
  /** Everything is audited; nothing is committed to the table. */
  BEFORE_COMMIT,
  /** The commit is in the table; nobody has read it back. */
  AFTER_COMMIT,
  /** The cache's generation is built under its temporary name. */
  CACHE_BUILT,
  /** The cache's generation has its name; readers are not led to it. */
  CACHE_NAMED,
  /** Readers are led to the new generation; older ones are not yet removed. */
  CACHE_SWITCHED;

  /** The system property that arms one failpoint. */
  public static final String PROPERTY = "evenkeel.failpoint";

  /** Does what the property asks for at this moment, if anything. */
  public void reached() {
    String armed = System.getProperty(PROPERTY, "");
    if (armed.equals(name() + ":halt")) {
      Runtime.getRuntime().halt(137);
    }
    if (armed.equals(name() + ":throw")) {
      throw new IllegalStateException("Failpoint " + name());
    }
  }
}
