/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.lockstep.connect.jdbc", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES = slices().matching("dev.lockstep.connect.jdbc.(*)..")
            .should()
            .beFreeOfCycles()
            .because("each can then be read by itself; move the class that both need to the lower package");

    @ArchTest
    static final ArchRule WHAT_CONNECTORS_SHARE_KNOWS_NO_CONNECTOR = noClasses()
            .that()
            .resideInAnyPackage("..jdbc.dialect..", "..jdbc.mapping..", "..jdbc.plugin..", "..jdbc.schema..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..jdbc.sink..", "..jdbc.source..")
            .orShould()
            .dependOnClassesThat()
            .haveSimpleNameEndingWith("Config")
            .because("a source will use them too; hand them plain values");

    @ArchTest
    static final ArchRule CONFIGURATION_STOPS_AT_CONNECTOR_AND_TASK = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Connector")
            .and()
            .haveSimpleNameNotEndingWith("Task")
            .and()
            .haveSimpleNameNotEndingWith("Config")
            .and()
            .haveSimpleNameNotEndingWith("Keys")
            .should()
            .dependOnClassesThat()
            .haveSimpleNameEndingWith("Config")
            .because("everything else gets plain values");

    @ArchTest
    static final ArchRule READING_STANDS_BY_ITSELF = noClasses()
            .that()
            .resideInAPackage("..jdbc.read..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..jdbc.sink..", "..jdbc.mapping..", "..connect.sink..", "..connect.runtime..")
            .because("a comparison without Kafka uses it too");

    @ArchTest
    static final ArchRule MAPPING_IS_PURE = noClasses()
            .that()
            .resideInAPackage("..jdbc.mapping..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "org.postgresql..", "org.slf4j..", "java.io..")
            .because("a text depends on the value alone");

    @ArchTest
    static final ArchRule DRIVER_STAYS_IN_THE_DIALECT = noClasses()
            .that()
            .resideOutsideOfPackage("..jdbc.dialect..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.postgresql..")
            .because("another database comes with another driver");

    @ArchTest
    static final ArchRule PLANNING_IS_PURE = noClasses()
            .that()
            .resideInAPackage("..jdbc.source.lane..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.sql..",
                    "java.io..",
                    "java.time..",
                    "java.util.concurrent..",
                    "org.slf4j..",
                    "org.postgresql..",
                    "..jdbc.source.read..")
            .because("lanes follow from the plan alone; hand it what the database or the clock said");
}
