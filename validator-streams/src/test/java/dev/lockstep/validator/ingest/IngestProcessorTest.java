/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.digest.Digest128;
import dev.lockstep.canonical.digest.Evidence;
import dev.lockstep.canonical.digest.GridDigest;
import dev.lockstep.canonical.digest.Locator;
import dev.lockstep.canonical.header.DigestHeader;
import dev.lockstep.canonical.key.CanonicalKey;
import dev.lockstep.validator.chain.ChainPlan;
import dev.lockstep.validator.reconcile.Side;
import dev.lockstep.validator.record.InternalRecord;
import dev.lockstep.validator.record.InternalRecord.Row;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IngestProcessorTest {
    private static final byte[] KEY = json("{\"id\":7}");

    private final MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();
    private IngestProcessor processor;

    @BeforeEach
    void start() {
        processor = new IngestProcessor(
                Side.SOURCE,
                new TableNames(Pattern.compile("(\\w+)"), "$1"),
                topic -> topic.equals("compacted"),
                WantedDetails.NONE,
                converter(true),
                converter(false),
                ChainPlan.NONE);
        processor.init(context);
    }

    private static JsonConverter converter(boolean keys) {
        JsonConverter converter = new JsonConverter();
        converter.configure(Map.of("schemas.enable", "false"), keys);
        return converter;
    }

    private static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Row read(String topic, long offset, byte[] key, byte[] value, Headers headers) {
        context.setRecordMetadata(topic, 0, offset);
        context.resetForwards();
        processor.process(new Record<>(key, value, 5_000, headers));
        return (Row) InternalRecord.parse(context.forwarded().get(0).record().value());
    }

    private Row row(String topic, long offset, String value) {
        return read(topic, offset, KEY, json(value), new RecordHeaders());
    }

    @Test
    void carriesTheLocatorAndTheStrictDigestOfTheDigestHeader() {
        Locator locator = new Locator(5, 6, 7, 8);
        Evidence evidence =
                new Evidence(Optional.of(new Digest128(9, 9)), Optional.of(locator), List.of(new GridDigest(1, 2)));
        String header = new DigestHeader(
                        "xxh3-128",
                        "exact",
                        Optional.of(CanonicalKey.ofBytes(new byte[] {1})),
                        new Content.Present(new Digest128(1, 2)),
                        evidence)
                .format();

        Row row = read("plain", 0, null, null, new RecordHeaders().add(DigestHeader.NAME, json(header)));

        assertThat(row.evidence())
                .isEqualTo(new Evidence(Optional.of(new Digest128(9, 9)), Optional.of(locator), List.of()));
    }

    /** Its digest says nothing of the column, so rows with equal digests may differ by more than is tolerated. */
    @Test
    void aRowWithAColumnThatIsComparedWithToleranceIsUnknown() {
        String header = new DigestHeader(
                        "xxh3-128",
                        "exact",
                        Optional.of(CanonicalKey.ofBytes(new byte[] {1})),
                        new Content.Present(new Digest128(1, 2)),
                        new Evidence(Optional.empty(), Optional.empty(), List.of(new GridDigest(1, 2))))
                .format();

        Row row = read("plain", 0, null, null, new RecordHeaders().add(DigestHeader.NAME, json(header)));

        assertThat(row.content()).isEqualTo(new Content.Unknown("compared-with-tolerance"));
    }

    @Test
    void makesALocatorThatNamesTheChangedColumnWhereThereIsNoHeader() {
        Locator old = row("plain", 0, "{\"id\":7,\"name\":\"ann\",\"town\":\"Bonn\"}")
                .evidence()
                .locator()
                .orElseThrow();
        Locator changed = row("plain", 1, "{\"id\":7,\"name\":\"ann\",\"town\":\"Kiel\"}")
                .evidence()
                .locator()
                .orElseThrow();

        assertThat(old.difference(changed, List.of("id", "name", "town")).columns())
                .containsExactly("town");
    }

    @Test
    void aDeletedRowHasNoLocator() {
        assertThat(read("plain", 0, KEY, null, new RecordHeaders()).evidence()).isEqualTo(Evidence.NONE);
    }

    @Test
    void saysWhereTheLastGapOfACompactedTopicEnds() {
        assertThat(row("compacted", 0, "{\"id\":7}").gapEnd()).isZero();
        assertThat(row("compacted", 6, "{\"id\":7}").gapEnd()).isEqualTo(6);
        assertThat(row("compacted", 7, "{\"id\":7}").gapEnd()).isEqualTo(6);
        assertThat(row("plain", 60, "{\"id\":7}").gapEnd()).isZero();
    }

    @Test
    void aRunThatBeginsInTheMiddleBeginsWithAGap() {
        row("compacted", 0, "{\"id\":7}");
        processor.init(context);
        assertThat(row("compacted", 1, "{\"id\":7}").gapEnd()).isEqualTo(1);
    }
}
