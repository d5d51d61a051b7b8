/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.sink;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Where refused records go: to the worker's reporter if the user set one up, else they stop the task.
 *
 * <p>Returns only when every report is durable, so a record counts as consumed once it is in the target or in the dead
 * letter queue, never before.
 */
final class ErrantRecords {
    /** A record's place, since objects may differ from one delivery to the next. */
    private record Place(String topic, int partition, long offset) {
        static Place of(SinkRecord record) {
            return new Place(record.originalTopic(), record.originalKafkaPartition(), record.originalKafkaOffset());
        }
    }

    private final ErrantRecordReporter reporter;
    private final Set<Place> reported = new HashSet<>();

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
        List<Place> places = new ArrayList<>();
        for (Refusal refusal : refusals) {
            Place place = Place.of(refusal.record());
            if (!reported.contains(place)) {
                reports.add(reporter.report(refusal.record(), new RefusedRecordException(refusal.message())));
                places.add(place);
            }
        }
        reports.forEach(ErrantRecords::await);
        reported.addAll(places);
    }

    /** What was reported is settled; until then, reporting it again because of an outage reports nothing. */
    void settled() {
        reported.clear();
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
