/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import dev.lockstep.validator.reconcile.Verdict;
import dev.lockstep.validator.record.InternalKey;
import dev.lockstep.validator.report.PartialSums;
import dev.lockstep.validator.report.Tainted;
import dev.lockstep.validator.report.VerdictLine;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Writes verdicts, taints and partial sums where they go. Owned by one stream thread. */
final class Publisher {
    private final ProcessorContext<byte[], byte[]> context;
    private final ReconcileProcessor.Settings settings;
    private final ComparedTables compared;
    private final DeadLetters letters;

    Publisher(
            ProcessorContext<byte[], byte[]> context,
            ReconcileProcessor.Settings settings,
            ComparedTables compared,
            DeadLetters letters) {
        this.context = context;
        this.settings = settings;
        this.compared = compared;
        this.letters = letters;
    }

    void publish(InternalKey key, Verdict verdict, long timestamp) {
        Optional<String> cause =
                letters.explain(key.toBytes(), verdict) ? Optional.of(VerdictLine.DEAD_LETTERED) : Optional.empty();
        byte[] line = VerdictLine.value(
                key.table(), key.canonicalKey(), verdict, cause, compared.columnsOf(key.table()), settings.labels());
        context.forward(
                new Record<>(VerdictLine.key(key.table(), key.canonicalKey()), line, timestamp), settings.verdicts());
    }

    void publish(String table, Tainted tainted, long timestamp) {
        context.forward(
                new Record<>(tainted.lineKey(table), tainted.line(table, settings.labels()), timestamp),
                settings.verdicts());
    }

    void publish(PartialSums partial, long timestamp) {
        byte[] table = partial.table().getBytes(StandardCharsets.UTF_8);
        context.forward(new Record<>(table, partial.toBytes(), timestamp), settings.sums());
    }
}
