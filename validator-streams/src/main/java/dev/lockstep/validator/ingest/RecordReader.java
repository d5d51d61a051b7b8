/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.ingest;

import dev.lockstep.canonical.UnencodableValueException;
import dev.lockstep.canonical.change.RecordDigester;
import dev.lockstep.canonical.change.RowChange;
import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.digest.Evidence;
import dev.lockstep.canonical.header.DigestHeader;
import dev.lockstep.canonical.key.CanonicalKey;
import dev.lockstep.validator.reconcile.Position;
import dev.lockstep.validator.reconcile.Side;
import dev.lockstep.validator.record.InternalKey;
import dev.lockstep.validator.record.InternalRecord;
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
 * <p>Invariant U: every record gives exactly one internal record. A record whose key can be told and whose content cannot
 * makes that key unknown; one whose key cannot be told taints its table. Reasons are codes; no value leaves this class.
 */
final class RecordReader {
    private static final String UNKEYED = "record-without-key";
    private static final String BAD_HEADER = "bad-digest-header";
    private static final String UNDECODABLE = "undecodable";
    private static final String UNENCODABLE = "no-canonical-form";
    private static final String TRUNCATE = "truncate";

    /** An internal record and the key it goes under. */
    record Keyed(InternalKey key, InternalRecord record) {}

    private final Side side;
    private final Converter keyConverter;
    private final Converter valueConverter;
    private final RecordDigester digester = new RecordDigester();

    RecordReader(Side side, Converter keyConverter, Converter valueConverter) {
        this.side = side;
        this.keyConverter = keyConverter;
        this.valueConverter = valueConverter;
    }

    Keyed read(String table, Headers headers, byte[] key, byte[] value, Position position) {
        Header header = headers.lastHeader(DigestHeader.NAME);
        return header == null || header.value() == null
                ? decode(table, headers, key, value, position)
                : fromHeader(table, header.value(), position);
    }

    private Keyed fromHeader(String table, byte[] value, Position position) {
        DigestHeader header;
        try {
            header = DigestHeader.parse(HeaderText.read(value));
        } catch (IllegalArgumentException e) {
            return taint(table, BAD_HEADER, position);
        }
        String contract = contract(header.algorithm(), header.policy());
        return header.key()
                .map(key -> row(table, key, header.content(), contract, position))
                .orElseGet(() -> taint(table, UNKEYED, position));
    }

    private Keyed decode(String table, Headers headers, byte[] keyBytes, byte[] valueBytes, Position position) {
        Optional<SchemaAndValue> key = convert(keyConverter, position.topic(), headers, keyBytes);
        Optional<SchemaAndValue> value = convert(valueConverter, position.topic(), headers, valueBytes);
        if (key.isEmpty()) {
            return taint(table, UNDECODABLE, position);
        }
        if (value.isPresent() && truncates(value.get())) {
            return taint(table, TRUNCATE, position);
        }
        if (key.get().value() == null) {
            return taint(table, UNKEYED, position);
        }
        CanonicalKey canonical;
        try {
            canonical = digester.digest(key.get().schema(), key.get().value(), null, null)
                    .key();
        } catch (DataException e) {
            return taint(table, UNENCODABLE, position);
        }
        String contract = contract(digester.algorithm(), digester.policy());
        return row(table, canonical, content(key.get(), value), contract, position);
    }

    private Content content(SchemaAndValue key, Optional<SchemaAndValue> value) {
        if (value.isEmpty()) {
            return new Content.Unknown(UNDECODABLE);
        }
        try {
            return digester.digest(
                            key.schema(),
                            key.value(),
                            value.get().schema(),
                            value.get().value())
                    .content();
        } catch (UnencodableValueException e) {
            return new Content.Unknown(UNENCODABLE);
        } catch (DataException e) {
            return new Content.Unknown(UNDECODABLE);
        }
    }

    /**
     * Empty when the converter cannot read it. Converters throw their formats' own exceptions, so all are caught, but for
     * those that say the trouble is not the record's.
     */
    private static Optional<SchemaAndValue> convert(Converter converter, String topic, Headers headers, byte[] bytes) {
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

    private Keyed row(String table, CanonicalKey key, Content content, String contract, Position position) {
        return new Keyed(
                new InternalKey(table, key.bytes()),
                new InternalRecord.Row(side, content, contract, Evidence.NONE, position, 0));
    }

    private Keyed taint(String table, String reason, Position position) {
        return new Keyed(InternalKey.ofTable(table), new InternalRecord.Taint(side, reason, position));
    }
}
