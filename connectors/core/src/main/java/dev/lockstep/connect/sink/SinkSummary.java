/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.sink;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what a task did and says so in one line a minute, if there is anything to say. */
final class SinkSummary {
    private static final Logger log = LoggerFactory.getLogger(SinkSummary.class);
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final Clock clock;
    private Instant since;
    private long records;
    private long refused;
    private long notAssigned;
    private long transactions;

    SinkSummary(Clock clock) {
        this.clock = clock;
        this.since = clock.instant();
    }

    void flushed(int records, int refused) {
        this.records += records;
        this.refused += refused;
        transactions++;
        sayIfTime();
    }

    void skipped(int notAssigned) {
        this.notAssigned += notAssigned;
        sayIfTime();
    }

    private void sayIfTime() {
        if (!clock.instant().isBefore(since.plus(INTERVAL))) {
            flush();
        }
    }

    void flush() {
        if (records + notAssigned > 0) {
            log.info(
                    "{} records in {} transactions ({} each), {} of them refused; {} skipped as no longer ours; in {} s",
                    records,
                    transactions,
                    transactions == 0 ? 0 : records / transactions,
                    refused,
                    notAssigned,
                    Duration.between(since, clock.instant()).toSeconds());
        }
        since = clock.instant();
        records = 0;
        refused = 0;
        notAssigned = 0;
        transactions = 0;
    }
}
