/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.lockstep.testbed", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.lockstep.testbed.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule processesKnowNoServer = noClasses()
            .that()
            .resideInAPackage("..stack.process..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..stack.kafka..", "..stack.database..", "..stack.layout..")
            .because("starting and stopping is the same for every child; pass the command in");

    @ArchTest
    static final ArchRule nothingOfTheProductIsOnTheClassPath = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.lockstep.canonical..",
                    "dev.lockstep.connect..",
                    "dev.lockstep.transforms..",
                    "dev.lockstep.validator..")
            .because("the stack runs the product as users do, in processes of its own");

    @ArchTest
    static final ArchRule onlyTopicsAreReadWithKafkasClients = noClasses()
            .that()
            .resideOutsideOfPackage("..stack.topic..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..")
            .because("broker and worker are processes of their own");

    @ArchTest
    static final ArchRule noVagueNames = noClasses()
            .should()
            .resideInAnyPackage("..util..", "..common..", "..helper..", "..misc..", "..impl..")
            .because("a package is named after what it is about");
}
