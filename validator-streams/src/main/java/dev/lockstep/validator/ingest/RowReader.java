/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.ingest;

import dev.lockstep.canonical.header.DigestHeader;
import dev.lockstep.canonical.quality.Quality;
import dev.lockstep.validator.chain.Chain;
import dev.lockstep.validator.chain.Shaped;
import dev.lockstep.validator.record.InternalRecord;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a record with all that is wanted of it: as it is, or as the sink's chain shapes it. Owned by one stream thread.
 *
 * <p>With a chain, what the source stamped on the record is of another row than the target gets, so its digest header
 * is dropped before the chain; one that the chain stamps counts.
 */
final class RowReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RowReader.class);

    private static final String REFUSED = "refused-by-transform";
    private static final String ROUTED_ELSEWHERE = "routed-elsewhere";

    private final TableNames tables;
    private final Converter keyConverter;
    private final Converter valueConverter;
    private final SimpleHeaderConverter headerConverter = new SimpleHeaderConverter();
    private final RecordReader reader;
    private final DetailReader details;
    private final Optional<Chain> chain;
    private final Set<String> badQuality = new HashSet<>();

    /** @param chain closed by this reader */
    RowReader(
            TableNames tables,
            Converter keyConverter,
            Converter valueConverter,
            RecordReader reader,
            DetailReader details,
            Optional<Chain> chain) {
        this.tables = tables;
        this.keyConverter = keyConverter;
        this.valueConverter = valueConverter;
        this.reader = reader;
        this.details = details;
        this.chain = chain;
    }

    /** Empty when the record says nothing of any row, because the chain filters it. */
    Optional<RecordReader.Keyed> read(RecordReader.Origin origin, Headers headers, byte[] key, byte[] value) {
        if (chain.isPresent()) {
            return shaped(chain.get(), origin, headers, key, value);
        }
        RecordReader.Keyed keyed = reader.read(origin, headers, key, value);
        InternalRecord detailed = details.read(origin, keyed.record(), headers, value);
        return Optional.of(rated(new RecordReader.Keyed(keyed.key(), detailed), quality(origin, headers)));
    }

    private Optional<RecordReader.Keyed> shaped(
            Chain shaping, RecordReader.Origin origin, Headers headers, byte[] keyBytes, byte[] valueBytes) {
        String topic = origin.position().topic();
        Optional<SchemaAndValue> key = RecordReader.convert(keyConverter, topic, headers, keyBytes);
        Optional<SchemaAndValue> value = RecordReader.convert(valueConverter, topic, headers, valueBytes);
        if (key.isEmpty() || value.isEmpty()) {
            // What a sink cannot decode does not come to its chain.
            return Optional.of(detailed(origin, reader.decoded(origin, key, value), value));
        }
        Shaped shaped = shaping.apply(record(origin, headers, key.get(), value.get()));
        if (shaped instanceof Shaped.Passed passed) {
            return Optional.of(passed(origin, passed.record()));
        }
        if (shaped instanceof Shaped.Refused refused) {
            RecordReader.Keyed unknown = reader.unknown(origin, key(refused.rest()), REFUSED);
            return Optional.of(rated(detailed(origin, unknown, Optional.empty()), quality(origin, refused.cause())));
        }
        // Nothing is compacted away for a record without key.
        return origin.gapEnd() > 0 && key.get().value() != null
                ? Optional.of(reader.filtered(origin, key(((Shaped.Filtered) shaped).rest())))
                : Optional.empty();
    }

    private SinkRecord record(RecordReader.Origin origin, Headers headers, SchemaAndValue key, SchemaAndValue value) {
        String topic = origin.position().topic();
        ConnectHeaders converted = new ConnectHeaders();
        for (Header header : headers) {
            if (!header.key().equals(DigestHeader.NAME)) {
                converted.add(header.key(), headerConverter.toConnectHeader(topic, header.key(), header.value()));
            }
        }
        return new SinkRecord(
                topic,
                origin.position().partition(),
                key.schema(),
                key.value(),
                value.schema(),
                value.value(),
                origin.position().offset(),
                origin.position().timestamp(),
                TimestampType.CREATE_TIME,
                converted);
    }

    private RecordReader.Keyed passed(RecordReader.Origin origin, SinkRecord record) {
        Optional<Quality> quality = quality(origin, text(record, Quality.HEADER));
        if (!record.topic().equals(tables.routeOf(origin.position().topic()))) {
            RecordReader.Keyed unknown = reader.unknown(origin, key(record), ROUTED_ELSEWHERE);
            return rated(detailed(origin, unknown, Optional.empty()), quality);
        }
        Optional<SchemaAndValue> value = Optional.of(new SchemaAndValue(record.valueSchema(), record.value()));
        RecordReader.Keyed keyed = text(record, DigestHeader.NAME)
                .map(stamped -> reader.fromHeader(origin, stamped))
                .orElseGet(() -> reader.decoded(origin, Optional.of(key(record)), value));
        return rated(detailed(origin, keyed, value), quality);
    }

    private static SchemaAndValue key(SinkRecord record) {
        return new SchemaAndValue(record.keySchema(), record.key());
    }

    private static Optional<String> text(SinkRecord record, String name) {
        return Optional.ofNullable(record.headers().lastWithName(name))
                .flatMap(header -> Optional.ofNullable(header.value()))
                .map(String::valueOf);
    }

    private RecordReader.Keyed detailed(
            RecordReader.Origin origin, RecordReader.Keyed keyed, Optional<SchemaAndValue> value) {
        return new RecordReader.Keyed(keyed.key(), details.read(origin, keyed.record(), () -> value));
    }

    private Optional<Quality> quality(RecordReader.Origin origin, Headers headers) {
        Header header = headers.lastHeader(Quality.HEADER);
        if (header == null || header.value() == null) {
            return Optional.empty();
        }
        try {
            return quality(origin, Optional.of(HeaderText.read(header.value())));
        } catch (IllegalArgumentException e) {
            return quality(origin, Optional.of(""));
        }
    }

    private Optional<Quality> quality(RecordReader.Origin origin, Optional<String> text) {
        try {
            return text.map(Quality::parse);
        } catch (IllegalArgumentException e) {
            if (badQuality.add(origin.position().topic())) {
                LOG.warn(
                        "Header {} of {} cannot be read, so the row is not counted. Use the validator and the"
                                + " transform of one version. More of this topic are not logged",
                        Quality.HEADER,
                        origin.position());
            }
            return Optional.empty();
        }
    }

    /** What the transform that refused the row says of it. */
    private Optional<Quality> quality(RecordReader.Origin origin, Throwable refusal) {
        Set<Throwable> seen = new HashSet<>();
        for (Throwable cause = refusal; cause != null && seen.add(cause); cause = cause.getCause()) {
            try {
                Optional<Quality> found = Quality.find(cause.getMessage());
                if (found.isPresent()) {
                    return found;
                }
            } catch (IllegalArgumentException e) {
                return quality(origin, Optional.of(""));
            }
        }
        return Optional.empty();
    }

    /** What is no row, or one that is not there, is not counted. */
    private static RecordReader.Keyed rated(RecordReader.Keyed keyed, Optional<Quality> quality) {
        return quality.flatMap(known -> InternalRecord.Rated.of(known, keyed.record()))
                .map(rated -> new RecordReader.Keyed(keyed.key(), rated))
                .orElse(keyed);
    }

    @Override
    public void close() {
        chain.ifPresent(Chain::close);
    }
}
