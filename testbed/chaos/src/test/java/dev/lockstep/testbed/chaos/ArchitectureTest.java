/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.chaos;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.lockstep.testbed.chaos", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("dev.lockstep.testbed.chaos.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule WHAT_IS_PLANNED_AND_WHAT_IS_HELD_AGAINST_IT_RUN_NOTHING = noClasses()
            .that()
            .resideInAnyPackage("..chaos.schedule..", "..chaos.harm..", "..chaos.report..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.sql..", "org.apache.kafka..", "dev.lockstep.testbed.stack..", "dev.lockstep.cli..");

    @ArchTest
    static final ArchRule SEES_THE_MIGRATION_ONLY_AS_A_USER_DOES = noClasses()
            .that()
            .resideInAPackage("dev.lockstep.testbed.chaos..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.lockstep.canonical..",
                    "dev.lockstep.transforms..",
                    "dev.lockstep.connect..",
                    "dev.lockstep.validator..")
            .because("what shares code with what it tries would share its mistakes: read topics and SQL instead");
}
