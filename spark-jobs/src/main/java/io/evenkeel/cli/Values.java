package io.evenkeel.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How values of options are read; one that cannot be is refused with one that could. */
final class Values {
  private Values() {}

  /** Makes a command line, its commands included, read dates and instants so. */
  static CommandLine read(CommandLine command) {
    return command
        .registerConverter(LocalDate.class, Values::date)
        .registerConverter(Instant.class, Values::instant);
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new TypeConversionException(
          "'%s' is not a day of the calendar, written as 2013-07-04".formatted(text));
    }
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new TypeConversionException(
          "'%s' is not an instant, written as 2013-07-04T00:00:00Z".formatted(text));
    }
  }

  /** How many rows or runs to show: none is no answer. */
  static final class Limit implements ITypeConverter<Integer> {
    private static final int MOST = 1_000_000_000;

    @Override
    public Integer convert(String text) {
      try {
        int limit = Integer.parseInt(text);
        if (limit >= 1 && limit <= MOST) {
          return limit;
        }
      } catch (NumberFormatException e) {
        // Refused below, as a number out of range is.
      }
      throw new TypeConversionException(
          "'%s' is not a whole number from 1 to %,d".formatted(text, MOST));
    }
  }
}
