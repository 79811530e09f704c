package io.evenkeel.tests.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchUnitRunner;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.runner.RunWith;

/** The directions in which folders may know each other. */
@RunWith(ArchUnitRunner.class)
@AnalyzeClasses(packages = "io.evenkeel", importOptions = ImportOption.DoNotIncludeTests.class)
public class FoldersTest {
  private static final String SPARK = "org.apache.spark..";
  private static final String STAGES = "io.evenkeel.stage..";

  @ArchTest
  public static final ArchRule featureDefinitionsKnowNothingElseOfOurs =
      classes()
          .that()
          .resideInAnyPackage("io.evenkeel.feature..", "io.evenkeel.fault..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.evenkeel.feature..",
              "io.evenkeel.fault..",
              "java..",
              "com.typesafe.config..",
              "org.jspecify..");

  @ArchTest
  public static final ArchRule modelsKnowNeitherSparkNorStages =
      noClasses()
          .that()
          .resideInAnyPackage("io.evenkeel.model..", "io.evenkeel.profile..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              SPARK, STAGES, "io.evenkeel.job..", "io.evenkeel.cli..", "io.evenkeel.settings..");

  @ArchTest
  public static final ArchRule stagesDoNotSeeEachOther =
      slices().matching("io.evenkeel.stage.(*)..").should().notDependOnEachOther();

  @ArchTest
  public static final ArchRule stagesKnowNeitherJobsNorSettingsNorTheCommandLine =
      noClasses()
          .that()
          .resideInAPackage(STAGES)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.evenkeel.job..", "io.evenkeel.settings..", "io.evenkeel.cli..");

  @ArchTest
  public static final ArchRule onlyTheCommandLineKnowsTheCommandLine =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.evenkeel.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.evenkeel.cli..", "picocli..");

  @ArchTest
  public static final ArchRule onlyModelsTouchOnnxRuntime =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.evenkeel.model..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.onnxruntime..");

  @ArchTest
  public static final ArchRule nothingReadsTheWallClockThroughADateOfToday =
      noClasses()
          .should()
          .callMethod(java.time.LocalDate.class, "now")
          .orShould()
          .callMethod(java.time.LocalDateTime.class, "now")
          .orShould()
          .callMethod(java.time.ZonedDateTime.class, "now");

  @ArchTest
  public static final ArchRule noUntrustedObjectIsDeserialised =
      noClasses().should().dependOnClassesThat().belongToAnyOf(java.io.ObjectInputStream.class);

  @ArchTest
  public static final ArchRule namesSayWhatAThingIs =
      noClasses().should().haveNameMatching(".*(Util|Utils|Manager|Helper|Impl)");

  @ArchTest
  public static final ArchRule recordsAndEnumsStandAloneOrInsideWhatTheyBelongTo =
      classes()
          .that()
          .areTopLevelClasses()
          .and()
          .doNotHaveModifier(JavaModifier.ABSTRACT)
          .and(com.tngtech.archunit.base.DescribedPredicate.not(JavaClass.Predicates.INTERFACES))
          .should()
          .haveModifier(JavaModifier.FINAL);
}
