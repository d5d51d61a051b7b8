/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.handover;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.cli.cluster.ConnectRest;
import dev.lockstep.connect.jdbc.read.TableName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

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

    private final ConnectRest cluster;
    private final ChangeLog log;
    private final ConnectorFile bulk;
    private final ConnectorFile stream;
    private final Consumer<String> report;

    Handover(ConnectRest cluster, ChangeLog log, ConnectorFile bulk, ConnectorFile stream, Consumer<String> report) {
        this.cluster = cluster;
        this.log = log;
        this.bulk = bulk;
        this.stream = stream;
        this.report = report;
    }

    /** @param tables all that the bulk load reads */
    void run(List<TableName> tables, Duration writersTimeout) {
        if (streams()) {
            report.accept("Connector " + stream.name() + " runs already: nothing is left to do");
            return;
        }
        if (cluster.config(bulk.name()).isEmpty()) {
            fixPosition(tables, writersTimeout);
            cluster.create(bulk.content());
            report.accept("Created connector " + bulk.name() + ", which reads " + tables.size() + " table(s)");
        } else {
            requireStream();
            report.accept("Connector " + bulk.name() + " is there: going on with its load");
        }
        cluster.waitRunning(bulk.name(), START_BOUND);
        awaitBulk(tables);
        cluster.resume(stream.name());
        cluster.waitRunning(stream.name(), START_BOUND);
        report.accept("Connector " + stream.name() + " streams the changes since the position");
        cluster.stop(bulk.name());
        report.accept("Stopped connector " + bulk.name() + "; its configuration and offsets stay until you delete it");
    }

    private boolean streams() {
        return cluster.config(stream.name()).isPresent()
                && !cluster.status(stream.name()).state().equals("STOPPED");
    }

    // (A), (B) and (D). The bulk load's connector is created after all of it, so its existence says that it was done.
    private void fixPosition(List<TableName> tables, Duration writersTimeout) {
        if (cluster.config(stream.name()).isEmpty()) {
            cluster.create(stream.stopped());
            report.accept("Created connector " + stream.name() + ", stopped");
        }
        requireNoOffsets();
        report.accept("The stream will begin at " + log.fix(tables));
        log.awaitOlderWriters(writersTimeout);
        report.accept("Every older transaction is visible");
        Optional<JsonNode> offsets = log.offsets();
        offsets.ifPresent(position -> cluster.patchOffsets(stream.name(), position));
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

    private void awaitBulk(List<TableName> tables) {
        BulkProgress last = BulkProgress.of(cluster.offsets(bulk.name()));
        while (!last.complete(tables)) {
            cluster.status(bulk.name()).failure().ifPresent(failure -> {
                throw new HandoverException("Connector " + bulk.name() + " failed, " + failure
                        + ". Mend it, restart the connector, and run this again");
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
