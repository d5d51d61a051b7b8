/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.lockstep.testbed.bench", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.lockstep.testbed.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule competitorsRunInProcessesOfTheirOwn = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.lockstep.connect.jdbc.sink..",
                    "dev.lockstep.connect.jdbc.source..",
                    "dev.lockstep.transforms..",
                    "dev.lockstep.validator..",
                    "org.apache.kafka.connect..")
            .because("ours must be run as theirs are: by a worker, from configuration");
}
