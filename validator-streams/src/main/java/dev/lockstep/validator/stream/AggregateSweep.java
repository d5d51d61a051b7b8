/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import dev.lockstep.canonical.observation.Aggregate;
import dev.lockstep.validator.measure.History;
import dev.lockstep.validator.measure.Measure;
import dev.lockstep.validator.measure.Measured;
import dev.lockstep.validator.measure.Span;
import dev.lockstep.validator.reconcile.Evidence;
import dev.lockstep.validator.reconcile.ScanEpoch;
import dev.lockstep.validator.reconcile.Window;
import dev.lockstep.validator.report.PartialSums.Aggregated;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Adds up what a scan of a table must come to, as its keys go by in a sweep. Owned by one stream thread. */
final class AggregateSweep {
    private final Measured measured;
    private final ScanEpoch scan;
    private final Histories histories;
    private final List<Span> spans;

    AggregateSweep(Measured measured, ScanEpoch scan, Histories histories) {
        this.measured = measured;
        this.scan = scan;
        this.histories = histories;
        this.spans = new ArrayList<>(Collections.nCopies(measured.columns().size(), Span.NONE));
    }

    /** Takes one key of the table, and forgets of it what no later scan can meet. */
    void add(byte[] key, Evidence evidence) {
        Window window = evidence.home().map(scan::window).orElse(new Window(0, 0));
        Optional<History> history = histories.of(measured, key);
        Optional<List<Optional<History.Entry>>> met = Optional.empty();
        if (!evidence.orderLost() && (history.isPresent() || !wasThere(evidence))) {
            met = history.orElse(History.NONE).between(window);
        }
        for (int column = 0; column < spans.size(); column++) {
            int place = column;
            Span row = met.map(entries -> Span.of(entries.stream()
                            .map(entry -> entry.map(known -> known.values().get(place))
                                    .orElse(new Measure.None()))
                            .toList()))
                    .orElse(Span.ofUnknownRow());
            spans.set(column, spans.get(column).plus(row));
        }
        history.ifPresent(known -> histories.keep(measured, key, known, known.passed(window.lo())));
    }

    /** Whether the source has ever said anything of the key. */
    private static boolean wasThere(Evidence evidence) {
        return evidence.truncated() || !evidence.versions().isEmpty();
    }

    List<Aggregated> result() {
        List<Aggregated> result = new ArrayList<>();
        for (int column = 0; column < spans.size(); column++) {
            String name = measured.columns().get(column);
            String seen = scan.aggregates().stream()
                    .filter(aggregate -> aggregate.column().equals(name))
                    .findFirst()
                    .map(Aggregate::text)
                    .orElse(null);
            result.add(
                    new Aggregated(scan.epoch(), name, seen, spans.get(column).text()));
        }
        return result;
    }
}
