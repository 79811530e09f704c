package io.evenkeel.job.begin;

import java.util.List;
import java.util.stream.Collectors;

/** The definition of a new model, with comments that say what to look at. */
record DefinitionDraft(BeginRequest request, TableProfile profile) {
  private static final String TEXT =
      """
      # %1$s: written by ./evenkeel init from a profile of the table %2$s; it is yours to change.
      # feature-defs/README.md explains every setting.

      features.%1$s {
        version = 1
        timezone = UTC

        # The rows that are scored. as_of is the moment at which the scheduled run can first score a row:
        # no feature sees anything later. Is everything in the row known then?
        spine {
          table = %2$s
          row_id = %3$s
          keys { %3$s = %4$s }
          date = "cast(%5$s as date)"
          as_of = "cast(%5$s as timestamp)"
        }

        # Where the label is found. known_at is when it became known: here with the row itself, which is
        # right for a table of the past. Other tables become sources in the same way, and features are then
        # aggregates over windows of them, such as
        #   spent_7d { from = payments, agg = "sum(amount)", window = 7d, empty = 0, type = float32, missing = reject }
        sources {
          outcomes {
            table = %2$s
            keys { %3$s = %3$s }
            event_time = "cast(%5$s as timestamp)"
            known_at = "cast(%5$s as timestamp)"
          }
        }

        # The features: columns of the row, with what the table holds today. Ranges flag rows outside of them;
        # on_violation = reject would send them to quarantine.
        columns {
      %6$s  }

        label.%7$s { from = outcomes, by = [%3$s], agg = "max(cast(%7$s as int)) = 1", window = "[0d,1d)", mature_after = 0d, type = int8 }
      }
      """;

  String text() {
    List<String> apart = List.of(request.key(), request.time(), request.label());
    String columns =
        profile.columns().stream()
            .filter(column -> !apart.contains(column.name()))
            .map(SuggestedColumn::lines)
            .collect(Collectors.joining());
    return TEXT.formatted(
        request.model(),
        request.table(),
        request.key(),
        keyType(),
        request.time(),
        columns,
        request.label());
  }

  private String keyType() {
    return switch (profile.column(request.key()).orElseThrow().type()) {
      case "tinyint", "smallint", "int" -> "int";
      case "bigint" -> "bigint";
      case "date" -> "date";
      default -> "string";
    };
  }
}
