/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.lockstep.testbed.demo", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule THE_PARTS_DO_NOT_KNOW_THE_COURSE = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("course")
            .definedBy("dev.lockstep.testbed.demo")
            .layer("report")
            .definedBy("..demo.report..")
            .layer("watch")
            .definedBy("..demo.watch..")
            .layer("harm")
            .definedBy("..demo.harm..")
            .layer("writer")
            .definedBy("..demo.writer..")
            .layer("tpch")
            .definedBy("..demo.tpch..")
            .whereLayer("course")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("report")
            .mayOnlyBeAccessedByLayers("course")
            .whereLayer("watch")
            .mayOnlyBeAccessedByLayers("course")
            .whereLayer("harm")
            .mayOnlyBeAccessedByLayers("course", "watch")
            .whereLayer("writer")
            .mayOnlyBeAccessedByLayers("course", "watch", "harm");

    @ArchTest
    static final ArchRule SEES_THE_MIGRATION_ONLY_AS_A_USER_DOES = noClasses()
            .that()
            .resideInAPackage("dev.lockstep.testbed.demo..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.lockstep.canonical..",
                    "dev.lockstep.transforms..",
                    "dev.lockstep.connect..",
                    "dev.lockstep.validator..")
            .because(
                    "a demo that shares code with what it shows would share its mistakes: read topics and SQL instead");

    @ArchTest
    static final ArchRule PARTS_START_NO_STACK = noClasses()
            .that()
            .resideInAnyPackage(
                    "..demo.tpch..", "..demo.writer..", "..demo.harm..", "..demo.watch..", "..demo.report..")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.lockstep.testbed.stack..")
                    .and(not(resideInAPackage("dev.lockstep.testbed.stack.topic.."))))
            .because("the parts take connections and addresses: only the course knows where they come from");
}
