package io.evenkeel.job;

/**
 * What maintenance is to do.
 *
 * @param optimize write small files of the published tables together
 * @param vacuum remove files that no kept version of a published table needs
 * @param stages remove the stages of runs that are done
 */
public record MaintainRequest(boolean optimize, boolean vacuum, boolean stages) {}
