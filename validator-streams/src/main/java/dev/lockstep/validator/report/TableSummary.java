/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lockstep.canonical.digest.Digest128;
import dev.lockstep.canonical.quality.Quality.Dimension;
import dev.lockstep.validator.level.Level;
import dev.lockstep.validator.reconcile.Kind;
import dev.lockstep.validator.reconcile.Side;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * The summary of one table over all partitions. A table is verified only if it has rows, or is said to be empty; nothing
 * is pending, divergent, unknown or tainted; the fingerprints of both sides are the same; and where observers judge, a
 * scan has looked at all of it; and no row of it refers to a row that the target lacks. One that is not compared as a whole is never called verified without saying so.
 */
public final class TableSummary {
    /** Tainted partitions listed by name; all of them are counted. */
    private static final int LISTED_TAINTS = 5;

    /** Keys shown of the many that wait, or are masked. */
    private static final int SHOWN_KEYS = 5;

    private final String table;
    private final Level level;
    private final Collection<PartialSums> partials;
    private final int scannedPartitions;
    private final List<RelationshipLine> relationships;
    private final List<AggregateLine> aggregates;
    private final Optional<QualityLine> quality;

    /**
     * @param level how much of the table is compared
     * @param scannedPartitions in how many internal partitions a scan must have been completed; 0 where rounds judge
     * @param thresholds the least score that the table must have, by dimension; they change no status
     */
    public TableSummary(
            String table,
            Level level,
            Collection<PartialSums> partials,
            int scannedPartitions,
            Map<Dimension, BigDecimal> thresholds) {
        this.table = table;
        this.level = level;
        this.scannedPartitions = scannedPartitions;
        this.partials = List.copyOf(partials);
        this.relationships = RelationshipLine.of(partials, scannedPartitions);
        this.aggregates = AggregateLine.of(partials, scannedPartitions);
        this.quality = QualityLine.of(partials, thresholds);
    }

    public static byte[] key(String table) {
        return Json.object(json -> json.writeStringField("table", table));
    }

    public TableStatus status() {
        if (divergent() > 0
                || relationships.stream().anyMatch(known -> known.orphans() > 0)
                || aggregates.stream().anyMatch(known -> known.ok().equals(Optional.of(false)))) {
            return TableStatus.DIVERGENT;
        }
        if (unknown() > 0 || tainted() > 0 || relationships.stream().anyMatch(known -> known.unknown() > 0)) {
            return TableStatus.UNKNOWN;
        }
        boolean same = fingerprint(Side.SOURCE).equals(fingerprint(Side.TARGET));
        boolean settled = sum(PartialSums::pending) == 0
                && partials.stream().allMatch(TableSummary::complete)
                && relationships.stream().allMatch(RelationshipLine::settled)
                && aggregates.stream().allMatch(known -> known.ok().isPresent());
        if (level instanceof Level.Count count) {
            return settled ? status(count) : TableStatus.PENDING;
        }
        if (!settled || !same || !scanned()) {
            return TableStatus.PENDING;
        }
        return level instanceof Level.Sample ? TableStatus.SAMPLE_VERIFIED : TableStatus.VERIFIED;
    }

    private TableStatus status(Level.Count count) {
        return counted()
                .map(rows -> count.explains(rows.seen(), rows.atLeast(), rows.atMost())
                        ? TableStatus.COUNT_VERIFIED
                        : TableStatus.DIVERGENT)
                .orElse(TableStatus.PENDING);
    }

    private Optional<RowCount> counted() {
        return RowCount.of(partials, scannedPartitions);
    }

    private static boolean complete(PartialSums partial) {
        return partial.read() == null || partial.read().complete();
    }

    /**
     * The certificate of a table that is verified as a whole at one position; empty while it is not, or while its parts
     * have been read up to different positions.
     */
    public Optional<CertificateLine> certificate(long now) {
        List<PartialSums.Read> reads =
                partials.stream().map(PartialSums::read).distinct().collect(Collectors.toList());
        Optional<Compared> compared = partials.stream()
                .flatMap(partial -> Optional.ofNullable(partial.compared()).stream())
                .findFirst();
        if (scannedPartitions == 0
                || status() != TableStatus.VERIFIED
                || reads.size() != 1
                || reads.get(0) == null
                || reads.get(0).topic() == null
                || compared.isEmpty()) {
            return Optional.empty();
        }
        CertificateLine.State state = new CertificateLine.State(
                rows(Side.SOURCE), fingerprint(Side.SOURCE), sum(PartialSums::masked), reads.get(0));
        return Optional.of(CertificateLine.of(table, state, compared.get(), now));
    }

    /** Rows that the source never had are found by scans only. */
    private boolean scanned() {
        return partials.stream().filter(partial -> partial.scan() > 0).count() >= scannedPartitions;
    }

    /** The last scan that is complete in every partition; 0 when none is. */
    private int lastScan() {
        return scanned() ? partials.stream().mapToInt(PartialSums::scan).min().orElse(0) : 0;
    }

    /** The line, with the state of the rounds at the same moment. */
    public byte[] line(RoundStatus rounds, Labels labels, long now) {
        return Json.object(json -> {
            json.writeStringField("table", table);
            json.writeStringField("status", status().name());
            json.writeStringField("level", level.text());
            json.writeBooleanField("empty", empty());
            labels.write(json);
            json.writeStringField("at", Json.time(now));
            writeSide(json, Side.SOURCE);
            writeSide(json, Side.TARGET);
            json.writeNumberField("verified", sum(PartialSums::verified));
            json.writeNumberField("notCovered", sum(PartialSums::uncovered));
            if (level instanceof Level.Count) {
                writeCounted(json);
            }
            json.writeNumberField("masked", sum(PartialSums::masked));
            writeKeys(json, "maskedKeys", PartialSums::maskedKeys);
            json.writeNumberField("pending", sum(PartialSums::pending));
            json.writeNumberField("hot", sum(PartialSums::hot));
            writeKeys(json, "pendingKeys", PartialSums::pendingKeys);
            json.writeNumberField("divergent", divergent());
            json.writeObjectFieldStart("divergentByKind");
            for (Kind kind : Kind.values()) {
                json.writeNumberField(kind.name(), divergent(kind));
            }
            json.writeEndObject();
            json.writeNumberField("unknown", unknown());
            json.writeNumberField("tainted", tainted());
            writeTaints(json);
            writeRelationships(json);
            writeAggregates(json);
            if (quality.isPresent()) {
                quality.get().write(json);
            }
            writeOldest(json);
            if (scannedPartitions > 0) {
                json.writeNumberField("scan", lastScan());
            } else {
                json.writeObjectFieldStart("round");
                rounds.writeFields(json);
                json.writeEndObject();
            }
        });
    }

    private boolean empty() {
        long elsewhere =
                sum(PartialSums::uncovered) + counted().map(RowCount::seen).orElse(0L);
        return rows(Side.SOURCE) == 0 && rows(Side.TARGET) == 0 && elsewhere == 0;
    }

    private void writeCounted(JsonGenerator json) throws IOException {
        Optional<RowCount> rows = counted();
        if (rows.isPresent()) {
            rows.get().write(json);
        } else {
            json.writeNullField("counted");
        }
    }

    private void writeKeys(JsonGenerator json, String name, Function<PartialSums, List<String>> part)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (String key : partials.stream()
                .flatMap(partial -> part.apply(partial).stream())
                .limit(SHOWN_KEYS)
                .toList()) {
            json.writeRawValue(key);
        }
        json.writeEndArray();
    }

    private void writeSide(JsonGenerator json, Side side) throws IOException {
        json.writeObjectFieldStart(side.name().toLowerCase(Locale.ROOT));
        json.writeNumberField("rows", rows(side));
        json.writeStringField("fingerprint", fingerprint(side).toHex());
        json.writeObjectFieldStart("verifiedUpTo");
        for (Map.Entry<String, Map<Integer, Long>> topic : reached(side).entrySet()) {
            json.writeObjectFieldStart(topic.getKey());
            for (Map.Entry<Integer, Long> partition : topic.getValue().entrySet()) {
                json.writeNumberField(partition.getKey().toString(), partition.getValue());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void writeTaints(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("taintedAt");
        List<Tainted> first = partials.stream()
                .flatMap(partial -> partial.tainted().stream())
                .limit(LISTED_TAINTS)
                .collect(Collectors.toList());
        for (Tainted tainted : first) {
            json.writeStartObject();
            tainted.writeFields(json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Where there are any. */
    private void writeRelationships(JsonGenerator json) throws IOException {
        if (!relationships.isEmpty()) {
            json.writeArrayFieldStart("relationships");
            for (RelationshipLine relationship : relationships) {
                relationship.write(json);
            }
            json.writeEndArray();
        }
    }

    /** Likewise. */
    private void writeAggregates(JsonGenerator json) throws IOException {
        if (!aggregates.isEmpty()) {
            json.writeArrayFieldStart("aggregates");
            for (AggregateLine aggregate : aggregates) {
                aggregate.write(json);
            }
            json.writeEndArray();
        }
    }

    private void writeOldest(JsonGenerator json) throws IOException {
        Optional<PartialSums.Waiting> oldest = partials.stream()
                .flatMap(partial -> Optional.ofNullable(partial.oldest()).stream())
                .min(Comparator.comparingLong(PartialSums.Waiting::since));
        if (oldest.isEmpty()) {
            json.writeNullField("oldestPending");
            return;
        }
        json.writeObjectFieldStart("oldestPending");
        json.writeStringField("topic", oldest.get().topic());
        json.writeNumberField("partition", oldest.get().partition());
        json.writeNumberField("offset", oldest.get().offset());
        json.writeStringField("since", Json.time(oldest.get().since()));
        json.writeEndObject();
    }

    private long sum(ToLongFunction<PartialSums> part) {
        return partials.stream().mapToLong(part).sum();
    }

    private long rows(Side side) {
        return sum(partial -> partial.rows().get(side));
    }

    private long divergent(Kind kind) {
        return sum(partial -> partial.divergent().get(kind));
    }

    private long divergent() {
        return sum(partial ->
                partial.divergent().values().stream().mapToLong(Long::longValue).sum());
    }

    private long unknown() {
        return sum(PartialSums::unknown);
    }

    private long tainted() {
        return sum(partial ->
                partial.tainted().stream().mapToLong(Tainted::records).sum());
    }

    private Digest128 fingerprint(Side side) {
        return partials.stream().map(partial -> partial.fingerprint(side)).reduce(Digest128.ZERO, Digest128::plus);
    }

    private Map<String, Map<Integer, Long>> reached(Side side) {
        Map<String, Map<Integer, Long>> reached = new TreeMap<>();
        for (PartialSums partial : partials) {
            for (PartialSums.Reached at : partial.reached().get(side)) {
                reached.computeIfAbsent(at.topic(), topic -> new TreeMap<>())
                        .merge(at.partition(), at.offset(), Math::max);
            }
        }
        return reached;
    }
}
