/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.compare;

import dev.lockstep.canonical.digest.DigestAlgorithm;
import dev.lockstep.cli.spill.FileSpill;
import dev.lockstep.connect.jdbc.read.ReadTable;
import dev.lockstep.connect.jdbc.read.ReadableDatabase;
import dev.lockstep.connect.jdbc.read.TableName;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Compares the tables of two databases, one pair of tables after the other.
 *
 * <p>A table that cannot be compared is INCOMPLETE and the others go on; a database that fails ends everything.
 */
public final class Comparison {
    private final ReadableDatabase source;
    private final ReadableDatabase target;
    private final ComparisonSettings settings;
    private final Report report;
    private final Consumer<Activity> progress;

    /** @param progress is told of each table when its reading begins */
    public Comparison(
            ReadableDatabase source,
            ReadableDatabase target,
            ComparisonSettings settings,
            Report report,
            Consumer<Activity> progress) {
        this.source = source;
        this.target = target;
        this.settings = settings;
        this.report = report;
        this.progress = progress;
    }

    /** @throws dev.lockstep.connect.jdbc.read.DatabaseReadException when a database fails */
    public Outcome run() throws IOException, InterruptedException {
        report.begin(source.product(), target.product(), settings.policy().id(DigestAlgorithm.XXH3_128));
        List<TablePair> pairs = TablePairs.of(source, target, settings.names());
        // Nothing to compare is nothing shown.
        Outcome outcome = pairs.isEmpty() ? Outcome.INCOMPLETE : Outcome.EQUAL;
        try (FileSpill spill = FileSpill.in(settings.temporary())) {
            for (TablePair pair : pairs) {
                report.beginTable(pair.sourceName(), pair.targetName());
                TableResult result = compare(pair, spill);
                report.endTable(result);
                outcome = outcome.and(result.outcome());
            }
        }
        report.end(outcome);
        return outcome;
    }

    private TableResult compare(TablePair pair, FileSpill spill) throws IOException, InterruptedException {
        Optional<TableName> left = pair.source().filter(source.tables()::contains);
        Optional<TableName> right = pair.target().filter(target.tables()::contains);
        if (left.isEmpty() || right.isEmpty()) {
            String where = left.isEmpty() && right.isEmpty()
                    ? "on neither side"
                    : left.isEmpty() ? "at the target only" : "at the source only";
            return TableResult.incomplete(pair, "the table is " + where);
        }
        ReadTable sourceTable = source.describe(left.get());
        ReadTable targetTable = target.describe(right.get());
        try {
            TablePlan plan = new TablePlanner(sourceTable, targetTable, settings.names(), settings.policy()).plan();
            Activity activity =
                    new Activity(pair.sourceName(), sourceTable.estimatedRows() + targetTable.estimatedRows());
            progress.accept(activity);
            return new TableComparison(source, target, plan, settings, report).run(spill, activity);
        } catch (NotComparableException e) {
            return TableResult.incomplete(pair, e.getMessage());
        }
    }
}
