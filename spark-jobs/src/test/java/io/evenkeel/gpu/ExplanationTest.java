package io.evenkeel.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.gpu.PlannedOperator.Place;
import java.util.List;
import org.junit.Test;

/** What RAPIDS 26.08.1 wrote of plans of ours, shortened. */
public class ExplanationTest {
  @Test
  public void tellsWhereEachOperatorWouldRun() {
    assertThat(
            Explanation.read(
                """
                *Exec <ProjectExec> will run on GPU
                  *Expression <Alias> __f_month#5802 AS month#5947 will run on GPU
                  *Exec <SortMergeJoinExec> will run on GPU
                    #Exec <SortExec> could run on GPU but is going to be removed because replacing sort merge join with shuffled hash join
                      *Exec <ShuffleExchangeExec> will run on GPU
                        *Partitioning <HashPartitioning> will run on GPU
                """))
        .containsExactly(
            new PlannedOperator("ProjectExec", Place.GPU, List.of()),
            new PlannedOperator("SortMergeJoinExec", Place.GPU, List.of()),
            new PlannedOperator("SortExec", Place.NOT_NEEDED, List.of()),
            new PlannedOperator("ShuffleExchangeExec", Place.GPU, List.of()));
  }

  @Test
  public void givesAnOperatorTheReasonsOfItsExpressions() {
    assertThat(
            Explanation.read(
                """
                !Exec <HashAggregateExec> cannot run on GPU because not all expressions can be replaced
                  @Expression <AggregateExpression> try_sum(__x9#5413) could run on GPU
                    !Expression <Sum> try_sum(__x9#5413) cannot run on GPU because try_sum is not supported on GPU
                  *Exec <FilterExec> will run on GPU
                """))
        .containsExactly(
            new PlannedOperator(
                "HashAggregateExec",
                Place.PROCESSOR,
                List.of("not all expressions can be replaced", "try_sum is not supported on GPU")),
            new PlannedOperator("FilterExec", Place.GPU, List.of()));
  }

  @Test
  public void takesAnOperatorThatOnlyCouldRunThereForOneThatDoesNot() {
    assertThat(Explanation.read("  @Exec <FilterExec> could run on GPU\n"))
        .containsExactly(
            new PlannedOperator("FilterExec", Place.PROCESSOR, List.of("could run on GPU")));
  }

  @Test
  public void findsWhatRapidsHasNoRuleFor() {
    assertThat(
            Explanation.read(
                """
                *Exec <FilterExec> will run on GPU
                  ! <CoGroupExec> cannot run on GPU because GPU does not currently support the operator class org.apache.spark.sql.execution.CoGroupExec
                    ! <CreateExternalRow> createexternalrow() cannot run on GPU because GPU does not currently support the operator class CreateExternalRow
                """))
        .containsExactly(
            new PlannedOperator("FilterExec", Place.GPU, List.of()),
            new PlannedOperator(
                "CoGroupExec",
                Place.PROCESSOR,
                List.of(
                    "GPU does not currently support the operator class org.apache.spark.sql.execution.CoGroupExec",
                    "GPU does not currently support the operator class CreateExternalRow")));
  }

  @Test
  public void takesAReadOfKeptRowsForOneOnTheGpuWhereOnlySparksSerializerIsInTheWay() {
    assertThat(
            Explanation.read(
                """
                !Exec <InMemoryTableScanExec> cannot run on GPU because ParquetCachedBatchSerializer is not being used
                !Exec <InMemoryTableScanExec> cannot run on GPU because ParquetCachedBatchSerializer is not being used
                  !Expression <Sum> try_sum(__x9#5413) cannot run on GPU because try_sum is not supported on GPU
                """))
        .extracting(PlannedOperator::place)
        .containsExactly(Place.GPU, Place.PROCESSOR);
  }

  @Test
  public void refusesToReadWhatNamesNoOperator() {
    assertThatThrownBy(() -> Explanation.read("another way to explain"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("another way to explain");
  }
}
