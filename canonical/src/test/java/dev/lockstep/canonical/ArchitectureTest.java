/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.lockstep.canonical", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule PURE = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.lockstep.canonical..",
                    "java.lang..",
                    "java.math..",
                    "java.nio",
                    "java.nio.charset",
                    "java.security",
                    "java.text",
                    "java.time..",
                    "java.util..",
                    "javax.crypto..",
                    "org.apache.kafka.connect.data..",
                    "org.apache.kafka.connect.errors..",
                    "com.dynatrace.hash4j..")
            .because("canonical values are pure: no I/O, clients or logging, so that every plugin and the validator"
                    + " can carry them. Move the code that needs more to the module that calls it");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("dev.lockstep.canonical.(*)..").should().beFreeOfCycles();
}
