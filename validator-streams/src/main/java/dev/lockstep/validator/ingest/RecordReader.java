/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.ingest;

import dev.lockstep.canonical.UnencodableValueException;
import dev.lockstep.canonical.change.RecordDigester;
import dev.lockstep.canonical.change.RowChange;
import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.digest.DigestAlgorithm;
import dev.lockstep.canonical.digest.Evidence;
import dev.lockstep.canonical.header.DigestHeader;
import dev.lockstep.canonical.key.CanonicalKey;
import dev.lockstep.canonical.policy.TablePolicy;
import dev.lockstep.canonical.value.Placeholder;
import dev.lockstep.validator.reconcile.Position;
import dev.lockstep.validator.reconcile.Side;
import dev.lockstep.validator.record.InternalKey;
import dev.lockstep.validator.record.InternalRecord;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.storage.Converter;

/**
 * Reads one record of one side. Owned by one stream thread, as converters are.
 *
 * <p>Invariant U: every record that is not filtered gives exactly one internal record. A record whose key can be told and whose content cannot
 * makes that key unknown; one whose key cannot be told taints its table. Reasons are codes; no value leaves this class.
 */
final class RecordReader {
    private static final String UNKEYED = "record-without-key";
    private static final String BAD_HEADER = "bad-digest-header";
    private static final String UNDECODABLE = "undecodable";
    private static final String UNENCODABLE = "no-canonical-form";
    private static final String TRUNCATE = "truncate";
    private static final String FILTERED = "filtered-without-key";

    /** Digests leave such columns out, and nothing compares them here: rows must not be called the same. */
    private static final String TOLERANT = "compared-with-tolerance";

    /** An internal record and the key it goes under. */
    record Keyed(InternalKey key, InternalRecord record) {}

    /**
     * Where a record comes from.
     *
     * @param gapEnd see {@link InternalRecord.Row}
     */
    record Origin(String table, Position position, long gapEnd) {}

    /** What a content says and what was found beside it. */
    private record Said(Content content, Evidence evidence) {
        Said(Content content) {
            this(content, Evidence.NONE);
        }
    }

    /** Differing columns are named by what is carried beside the digest, so every digest made here carries it. */
    private static final RecordDigester.Settings LOCATING =
            new RecordDigester.Settings(TablePolicy.EXACT, DigestAlgorithm.XXH3_128, Placeholder.DEFAULT, true);

    private final Side side;
    private final Converter keyConverter;
    private final Converter valueConverter;
    private final RecordDigester digester = new RecordDigester(LOCATING);

    RecordReader(Side side, Converter keyConverter, Converter valueConverter) {
        this.side = side;
        this.keyConverter = keyConverter;
        this.valueConverter = valueConverter;
    }

    Keyed read(Origin origin, Headers headers, byte[] key, byte[] value) {
        Header header = headers.lastHeader(DigestHeader.NAME);
        return header == null || header.value() == null
                ? decode(origin, headers, key, value)
                : fromHeader(origin, header.value());
    }

    private Keyed fromHeader(Origin origin, byte[] value) {
        String text;
        try {
            text = HeaderText.read(value);
        } catch (IllegalArgumentException e) {
            return taint(origin, BAD_HEADER);
        }
        return fromHeader(origin, text);
    }

    /** What the text of a digest header says. */
    Keyed fromHeader(Origin origin, String text) {
        DigestHeader header;
        try {
            header = DigestHeader.parse(text);
        } catch (IllegalArgumentException e) {
            return taint(origin, BAD_HEADER);
        }
        String contract = contract(header.algorithm(), header.policy());
        return header.key()
                .map(key -> row(origin, key, new Said(header.content(), header.evidence()), contract))
                .orElseGet(() -> taint(origin, UNKEYED));
    }

    private Keyed decode(Origin origin, Headers headers, byte[] keyBytes, byte[] valueBytes) {
        String topic = origin.position().topic();
        return decoded(
                origin,
                convert(keyConverter, topic, headers, keyBytes),
                convert(valueConverter, topic, headers, valueBytes));
    }

    /** What key and value say; empty are those that cannot be decoded. */
    Keyed decoded(Origin origin, Optional<SchemaAndValue> key, Optional<SchemaAndValue> value) {
        if (key.isEmpty()) {
            return taint(origin, UNDECODABLE);
        }
        if (value.isPresent() && truncates(value.get())) {
            return taint(origin, TRUNCATE);
        }
        if (key.get().value() == null) {
            return taint(origin, UNKEYED);
        }
        return keyOf(key.get())
                .map(canonical -> row(origin, canonical, content(key.get(), value), contract()))
                .orElseGet(() -> taint(origin, UNENCODABLE));
    }

    /** A row of which nobody can say what the target ought to hold. */
    Keyed unknown(Origin origin, SchemaAndValue key, String reason) {
        return keyOf(key)
                .map(canonical -> row(origin, canonical, new Said(new Content.Unknown(reason)), contract()))
                .orElseGet(() -> taint(origin, reason));
    }

    /** The sink does not get this record, and older ones of its key may have been compacted away for it. */
    Keyed filtered(Origin origin, SchemaAndValue key) {
        return keyOf(key)
                .map(canonical -> new Keyed(
                        new InternalKey(origin.table(), canonical.bytes()),
                        new InternalRecord.Filtered(origin.position(), origin.gapEnd())))
                .orElseGet(() -> taint(origin, FILTERED));
    }

    /** Empty when there is none, or none that can be told from others. */
    private Optional<CanonicalKey> keyOf(SchemaAndValue key) {
        if (key.value() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    digester.digest(key.schema(), key.value(), null, null).key());
        } catch (DataException e) {
            return Optional.empty();
        }
    }

    private String contract() {
        return contract(digester.algorithm(), digester.policy());
    }

    private Said content(SchemaAndValue key, Optional<SchemaAndValue> value) {
        if (value.isEmpty()) {
            return new Said(new Content.Unknown(UNDECODABLE));
        }
        try {
            RecordDigester.RowVersion version = digester.digest(
                    key.schema(), key.value(), value.get().schema(), value.get().value());
            return new Said(version.content(), version.evidence());
        } catch (UnencodableValueException e) {
            return new Said(new Content.Unknown(UNENCODABLE));
        } catch (DataException e) {
            return new Said(new Content.Unknown(UNDECODABLE));
        }
    }

    /**
     * Empty when the converter cannot read it. Converters throw their formats' own exceptions, so all are caught, but for
     * those that say the trouble is not the record's.
     */
    static Optional<SchemaAndValue> convert(Converter converter, String topic, Headers headers, byte[] bytes) {
        try {
            SchemaAndValue converted = converter.toConnectData(topic, headers, bytes);
            return Optional.of(converted == null ? SchemaAndValue.NULL : converted);
        } catch (RetriableException e) {
            throw e;
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private static boolean truncates(SchemaAndValue value) {
        try {
            return RowChange.read(value.schema(), value.value()) instanceof RowChange.Truncate;
        } catch (DataException e) {
            return false;
        }
    }

    private static String contract(String algorithm, String policy) {
        return algorithm + "/" + policy;
    }

    private Keyed row(Origin origin, CanonicalKey key, Said said, String contract) {
        Content content = said.evidence().tolerant().isEmpty() ? said.content() : new Content.Unknown(TOLERANT);
        Evidence kept = new Evidence(said.evidence().strict(), said.evidence().locator(), List.of());
        return new Keyed(
                new InternalKey(origin.table(), key.bytes()),
                new InternalRecord.Row(side, content, contract, kept, origin.position(), origin.gapEnd()));
    }

    private Keyed taint(Origin origin, String reason) {
        return new Keyed(
                InternalKey.ofTable(origin.table()), new InternalRecord.Taint(side, reason, origin.position()));
    }
}
