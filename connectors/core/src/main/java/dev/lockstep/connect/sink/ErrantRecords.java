/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.sink;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;

/**
 * Where refused records go: to the worker's reporter if the user set one up, else they stop the task.
 *
 * <p>Returns only when every report is durable, so a record counts as consumed once it is in the target or in the dead
 * letter queue, never before.
 */
final class ErrantRecords {
    private final ErrantRecordReporter reporter;

    /** @param reporter null when the user set up neither a dead letter queue nor error logging */
    ErrantRecords(ErrantRecordReporter reporter) {
        this.reporter = reporter;
    }

    void report(List<Refusal> refusals) {
        if (refusals.isEmpty()) {
            return;
        }
        if (reporter == null) {
            throw new ConnectException(refusals.size() + " record(s) refused, the first: "
                    + refusals.get(0).message()
                    + ". Mend the record or the target, or set errors.tolerance=all and"
                    + " errors.deadletterqueue.topic.name to move on without such records");
        }
        List<Future<Void>> reports = new ArrayList<>();
        for (Refusal refusal : refusals) {
            reports.add(reporter.report(refusal.record(), new RefusedRecordException(refusal.message())));
        }
        reports.forEach(ErrantRecords::await);
    }

    private static void await(Future<Void> report) {
        try {
            report.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("Interrupted while waiting for the dead letter queue", e);
        } catch (ExecutionException e) {
            throw new ConnectException(
                    "The dead letter queue did not take a refused record. Check its topic and the worker's log", e);
        }
    }
}
