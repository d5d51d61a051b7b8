/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.handover;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.cli.cluster.ConnectRest;
import dev.lockstep.connect.jdbc.read.TableName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Bulk load first, change capture after, nothing lost and nothing locked in between.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>(A) <b>position first</b>: the log's position is fixed before the bulk load reads its first row;
 *   <li>(B) <b>no gap</b>: whatever committed before the position is visible to the bulk load's first read;
 *   <li>(C) <b>order</b>: the stream starts when every row of the bulk load is in its topic, so that of two records of a
 *       row the later one is never the older;
 *   <li>(D) <b>this position</b>: the stream starts there, not where an earlier capture of the same name ended.
 * </ul>
 *
 * <p>What was done is seen from the database and the cluster alone, so that a run that was interrupted is gone on with
 * by running it again.
 */
final class Handover {
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration START_BOUND = Duration.ofMinutes(2);
    private static final Duration RESTART_BOUND = Duration.ofSeconds(10);

    private final ConnectRest cluster;
    private final Supplier<ChangeLog> log;
    private final Supplier<List<TableName>> tables;
    private final ConnectorFile bulk;
    private final ConnectorFile stream;
    private final Consumer<String> report;

    /**
     * @param log opened whenever it is needed: no session is held during the load, which may take days
     * @param tables all that the bulk load reads, now
     */
    Handover(
            ConnectRest cluster,
            Supplier<ChangeLog> log,
            Supplier<List<TableName>> tables,
            ConnectorFile bulk,
            ConnectorFile stream,
            Consumer<String> report) {
        this.cluster = cluster;
        this.log = log;
        this.tables = tables;
        this.bulk = bulk;
        this.stream = stream;
        this.report = report;
    }

    void run(Duration writersTimeout) {
        List<TableName> wanted = tables.get();
        if (streams()) {
            requireLoad(wanted);
            restartFailed(stream);
            stream("runs already");
            return;
        }
        if (cluster.config(bulk.name()).isEmpty()) {
            requireValid();
            fixPosition(wanted, writersTimeout);
            cluster.create(bulk.content());
            report.accept("Created connector " + bulk.name() + ", which reads " + wanted.size() + " table(s)");
        } else {
            requireStream();
            requireKept(wanted);
            report.accept("Connector " + bulk.name() + " is there: going on with its load");
            cluster.resume(bulk.name());
            restartFailed(bulk);
        }
        cluster.waitRunning(bulk.name(), START_BOUND);
        awaitBulk(wanted);
        requireKept(wanted);
        cluster.resume(stream.name());
        stream("streams the changes since the position");
        reportNew(wanted);
    }

    private void stream(String what) {
        cluster.waitRunning(stream.name(), START_BOUND);
        report.accept("Connector " + stream.name() + " " + what);
        cluster.stop(bulk.name());
        report.accept("Stopped connector " + bulk.name() + "; its configuration and offsets stay until you delete it");
    }

    // What failed and was mended is not known to be; the worker says FAILED until it has begun the restart.
    private void restartFailed(ConnectorFile connector) {
        if (cluster.status(connector.name()).failure().isEmpty()) {
            return;
        }
        report.accept("Connector " + connector.name() + " failed: restarting it");
        cluster.restartFailed(connector.name());
        long end = System.nanoTime() + RESTART_BOUND.toNanos();
        while (cluster.status(connector.name()).failure().isPresent() && System.nanoTime() < end) {
            Pause.of(POLL);
        }
    }

    private boolean streams() {
        return cluster.config(stream.name()).isPresent()
                && !cluster.status(stream.name()).state().equals("STOPPED");
    }

    /** A stream that was not started here may have no load before it, or one that goes on beside it. */
    private void requireLoad(List<TableName> wanted) {
        if (cluster.config(bulk.name()).isEmpty()) {
            throw new HandoverException("Connector " + stream.name() + " is not stopped, and there is no connector "
                    + bulk.name() + " whose load it follows. If that was deleted after a hand-over, nothing is left to"
                    + " do. If " + stream.name() + " was created by hand, nobody has loaded the rows that were there"
                    + " before: delete it with its offsets, drop the slot, and begin again");
        }
        BulkProgress progress = BulkProgress.of(cluster.offsets(bulk.name()));
        if (!progress.complete(wanted)) {
            throw new HandoverException("Connector " + stream.name() + " is not stopped, and connector " + bulk.name()
                    + " has not loaded " + progress.missing(wanted) + ". Tables that came after the hand-over need a"
                    + " load and a stream of their own. If there was none, " + stream.name() + " was started too early,"
                    + " and older versions of rows may follow newer ones: delete both connectors with their offsets,"
                    + " drop the slot, empty the target, and begin again");
        }
    }

    // Otherwise it would be refused only after the position is fixed and the source has begun to keep its log.
    private void requireValid() {
        Map<String, List<String>> errors = cluster.validate(bulk.setting("connector.class"), bulk.config());
        if (!errors.isEmpty()) {
            throw new HandoverException("The cluster refuses connector " + bulk.name() + ": "
                    + errors.entrySet().stream()
                            .map(error -> error.getKey() + ": " + String.join("; ", error.getValue()))
                            .collect(Collectors.joining("; ")));
        }
    }

    // (A), (B) and (D). The bulk load's connector is created after all of it, so its existence says that it was done.
    private void fixPosition(List<TableName> wanted, Duration writersTimeout) {
        if (cluster.config(stream.name()).isEmpty()) {
            cluster.create(stream.stopped());
            report.accept("Created connector " + stream.name() + ", stopped");
        }
        requireNoOffsets();
        try (ChangeLog opened = log.get()) {
            report.accept("The stream will begin at " + opened.fix(wanted));
            opened.awaitOlderWriters(writersTimeout);
            report.accept("Every older transaction is visible");
            opened.offsets().ifPresent(position -> cluster.patchOffsets(stream.name(), position));
        }
    }

    private void requireKept(List<TableName> wanted) {
        try (ChangeLog opened = log.get()) {
            opened.requireKept(wanted, cluster.offsets(stream.name()));
        }
    }

    // No error: what was asked for is done.
    private void reportNew(List<TableName> loaded) {
        List<TableName> now = new ArrayList<>(tables.get());
        now.removeAll(loaded);
        if (!now.isEmpty()) {
            report.accept("Not handed over, since the source did not have them when the load began: "
                    + now.stream().map(TableName::toString).collect(Collectors.joining(", "))
                    + ". They need a load and a stream of their own");
        }
    }

    private void requireNoOffsets() {
        JsonNode offsets = cluster.offsets(stream.name());
        if (!offsets.isEmpty()) {
            throw new HandoverException("Connector " + stream.name()
                    + " is stopped and has offsets, from an earlier life"
                    + " of that name or an earlier try: it would begin there, not at the new position. Look at them with"
                    + " GET /connectors/" + stream.name() + "/offsets; when they are of no more use, DELETE them (same"
                    + " path) and run this again, or give the connector another name");
        }
    }

    private void requireStream() {
        if (cluster.config(stream.name()).isEmpty()) {
            throw new HandoverException("Connector " + bulk.name() + " is there, connector " + stream.name()
                    + " is not: it cannot be told from where to stream. Delete " + bulk.name()
                    + " with its offsets, drop the slot, and begin again");
        }
    }

    private void awaitBulk(List<TableName> wanted) {
        BulkProgress last = BulkProgress.of(cluster.offsets(bulk.name()));
        while (!last.complete(wanted)) {
            cluster.status(bulk.name()).failure().ifPresent(failure -> {
                throw new HandoverException("Connector " + bulk.name() + " failed, " + failure
                        + ". Mend it, and run this again: it restarts the connector and goes on");
            });
            Pause.of(POLL);
            BulkProgress now = BulkProgress.of(cluster.offsets(bulk.name()));
            if (!now.equals(last)) {
                report.accept(now.toString());
            }
            last = now;
        }
        report.accept("The bulk load is complete: " + last);
    }
}
