/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.lockstep.cli", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule THE_ENGINE_KNOWS_DIGESTS_ONLY = noClasses()
            .that()
            .resideInAPackage("..cli.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio.file..", "java.sql..", "dev.lockstep.connect..", "org.apache.kafka..")
            .because("it joins rows, wherever they are from and wherever they are put aside");

    @ArchTest
    static final ArchRule NOBODY_KNOWS_THE_COMMAND_LINE = noClasses()
            .that()
            .resideInAPackage("dev.lockstep.cli.*..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.lockstep.cli", "picocli..");

    @ArchTest
    static final ArchRule THE_COURSE_KNOWS_NO_FORM_OF_REPORT = noClasses()
            .that()
            .resideInAnyPackage("..cli.compare..", "..cli.row..", "..cli.spill..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..cli.report..", "..cli.progress..", "..cli.suggest..");
}
