package io.evenkeel.stage.ledger;

import java.util.List;

/**
 * Small text files under one root that are made once and never change. The ledger needs no more of
 * a store than this, so that a listing of local runs starts neither Spark nor Hadoop. Safe between
 * threads and processes. Failures of the store have the fault RETRYABLE and name the file.
 */
public interface AppendOnlyFiles {
  /**
   * Makes a file, whole or not at all, unless there is one.
   *
   * @param path names separated by {@code /}; missing folders are made
   * @param lines without line ends
   * @return whether this call made the file
   */
  boolean putIfAbsent(String path, List<String> lines);

  /** Returns the lines of a file that {@link #list} named. */
  List<String> read(String path);

  /**
   * Returns the names of the files and folders directly in a folder, in the order of their
   * characters; none where there is no such folder. Names that start with a dot are left out.
   *
   * @param folder the empty string for the root
   */
  List<String> list(String folder);
}
