/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.lockstep.validator", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule RECONCILING_IS_PURE = classes()
            .that()
            .resideInAPackage("..validator.reconcile")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.lockstep.validator.reconcile",
                    "dev.lockstep.canonical.digest",
                    "dev.lockstep.canonical.observation",
                    "java.lang..",
                    "java.util",
                    "java.util.function",
                    "java.util.stream",
                    "java.nio")
            .because("the decision must run in a simulation: no Kafka, no I/O, no clock, no logging");

    @ArchTest
    static final ArchRule RECONCILING_HAS_NO_CLOCK_AND_NO_DICE = noClasses()
            .that()
            .resideInAPackage("..validator.reconcile")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("java\\.util\\.(Random|UUID|Timer).*");

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("dev.lockstep.validator.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NOTHING_DEPENDS_ON_THE_PROGRAM = noClasses()
            .that()
            .resideInAPackage("dev.lockstep.validator.(*)..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.lockstep.validator")
            .because("settings are read by the program, inner classes get plain values");

    @ArchTest
    static final ArchRule NO_OTHER_MODULE_BUT_CANONICAL = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.lockstep.connect..", "dev.lockstep.transforms..", "dev.lockstep.testbed..");
}
