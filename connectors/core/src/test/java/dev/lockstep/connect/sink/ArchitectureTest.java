/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.sink;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.lockstep.connect", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule CORE_KNOWS_NO_STORE = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java.lang..",
                    "java.math..",
                    "java.nio",
                    "java.nio.charset",
                    "java.util..",
                    "java.time..",
                    "javax.management..",
                    "org.apache.kafka..",
                    "org.slf4j..",
                    "dev.lockstep.canonical..",
                    "dev.lockstep.connect.metrics..",
                    "dev.lockstep.connect.observe..",
                    "dev.lockstep.connect.record..",
                    "dev.lockstep.connect.sink..")
            .because("what needs more belongs to one store; hand it in through TargetStore");

    @ArchTest
    static final ArchRule SINK_AND_OBSERVER_DO_NOT_KNOW_EACH_OTHER = noClasses()
            .that()
            .resideInAPackage("..connect.observe..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..connect.sink..")
            .because("an observer reads what any mover has written");

    @ArchTest
    static final ArchRule METRICS_STAND_BY_THEMSELVES = noClasses()
            .that()
            .resideInAPackage("..connect.metrics..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.lockstep.connect.sink..", "dev.lockstep.canonical..")
            .because("sources publish metrics too");
}
