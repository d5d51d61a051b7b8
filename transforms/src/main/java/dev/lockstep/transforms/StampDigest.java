/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms;

import dev.lockstep.canonical.change.RecordDigester;
import dev.lockstep.canonical.change.RecordDigester.RowVersion;
import dev.lockstep.canonical.change.RecordDigester.Settings;
import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.digest.Evidence;
import dev.lockstep.canonical.header.DigestHeader;
import dev.lockstep.canonical.key.CanonicalKey;
import dev.lockstep.canonical.value.Placeholder;
import dev.lockstep.transforms.StampDigestConfig.OnUnencodable;
import dev.lockstep.transforms.row.NotRows;
import dev.lockstep.transforms.row.RecordHeader;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.transforms.Transformation;

/**
 * Puts the digest of the row on the record, in the header {@value DigestHeader#NAME}, so that every later hop can be
 * checked against it without decoding the value.
 *
 * <p>Works on Debezium envelopes (the {@code after} image), flat rows, deletes and tombstones, with or without schema;
 * lets records that are no rows by as they are, such as messages of PostgreSQL's log.
 * Key and value stay as they are; a digest header that is there already is replaced. It belongs at the end of the
 * chain, where the row looks as the target is to hold it. Stateless apart from a cache; thread-safe once configured.
 */
public final class StampDigest<R extends ConnectRecord<R>> implements Transformation<R>, Versioned {
    /** The record has no key, so the row it speaks of cannot be told. */
    static final String NO_KEY = "no-key";

    /** A column's type or value has no canonical form. */
    static final String UNENCODABLE = "unencodable";

    private final Map<String, RecordDigester> digesters = new ConcurrentHashMap<>();
    private OnUnencodable onUnencodable;
    private TopicPolicies policies;
    private boolean locator;

    @Override
    public void configure(Map<String, ?> settings) {
        StampDigestConfig config = new StampDigestConfig(settings);
        onUnencodable = config.onUnencodable();
        policies = config.policies();
        locator = config.locator();
        digesters.clear();
    }

    @Override
    public R apply(R record) {
        if (NotRows.is(record)) {
            return record;
        }
        DigestHeader stamp = stamp(record);
        return RecordHeader.set(record, DigestHeader.NAME, stamp.format());
    }

    private DigestHeader stamp(R record) {
        try {
            RowVersion version = digester(record.topic())
                    .digest(record.keySchema(), record.key(), record.valueSchema(), record.value());
            return version.key() == null
                    ? withoutKey(record)
                    : header(Optional.of(version.key()), version.content(), version.evidence());
        } catch (DataException e) {
            if (onUnencodable == OnUnencodable.FAIL) {
                throw new DataException(
                        "No digest for a record of topic " + record.topic() + ": " + e.getMessage()
                                + ". Or set on.unencodable=mark to move such rows unverified",
                        e);
            }
            return header(Optional.empty(), new Content.Unknown(UNENCODABLE), Evidence.NONE);
        }
    }

    /** One for each topic where the table counts, else one for all. */
    private RecordDigester digester(String topic) {
        return digesters.computeIfAbsent(
                policies.areExact() ? "" : topic,
                named -> new RecordDigester(
                        new Settings(policies.of(named), policies.algorithm(), Placeholder.DEFAULT, locator)));
    }

    private DigestHeader withoutKey(R record) {
        if (onUnencodable == OnUnencodable.FAIL) {
            throw new DataException("No digest for a record of topic " + record.topic()
                    + ": it has no key, so its row cannot be told from others. Give the table a primary key (Debezium:"
                    + " message.key.columns), or set on.unencodable=mark to move such rows unverified");
        }
        return header(Optional.empty(), new Content.Unknown(NO_KEY), Evidence.NONE);
    }

    private DigestHeader header(Optional<CanonicalKey> key, Content content, Evidence evidence) {
        return new DigestHeader(policies.algorithm().name(), policies.id(), key, content, evidence);
    }

    @Override
    public ConfigDef config() {
        return StampDigestConfig.DEFINITION;
    }

    @Override
    public String version() {
        return PluginVersion.get();
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
