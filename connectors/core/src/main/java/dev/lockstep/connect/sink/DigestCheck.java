/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.sink;

import dev.lockstep.canonical.change.RecordDigester;
import dev.lockstep.canonical.change.RecordDigester.RowVersion;
import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.header.DigestHeader;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds a record against the digest it carries, so that a row damaged on its way is refused and not written.
 *
 * <p>Nothing is checked where nothing can be: no header, a digest marked as unknown, a record without schemas (types are
 * part of what is digested, and only the sender knew them), a digest under a policy or with a key, neither of which the
 * sink has. Such records are written; that they come is said once. Evidence beside the digest is not looked at, and a
 * header that cannot be read is damage too. Not thread-safe.
 */
final class DigestCheck {
    private static final String CAUSES = " The record was damaged, or changed, after the digest was put on it: by a"
            + " converter that loses something, or by a transform. Transforms of this connector that change rows must"
            + " come with a StampDigest of their own as the last, or with verify.digest=false";

    private static final Logger log = LoggerFactory.getLogger(DigestCheck.class);

    private final RecordDigester digester = new RecordDigester();
    private boolean toldOfOthers;

    /** @throws DataException when key or row are not what was stamped */
    void require(SinkRecord record) {
        Header header = record.headers().lastWithName(DigestHeader.NAME);
        if (header == null) {
            return;
        }
        DigestHeader stamped = parse(header.value());
        boolean schemaless = record.value() != null && record.valueSchema() == null;
        if (stamped.content() instanceof Content.Unknown || schemaless || isOfOthers(stamped)) {
            return;
        }
        boolean keyed = record.keySchema() != null && stamped.key().isPresent();
        RowVersion found =
                digester.digest(record.keySchema(), keyed ? record.key() : null, record.valueSchema(), record.value());
        if (keyed && !stamped.key().get().equals(found.key())) {
            throw new DataException(
                    "The record's key is not the one that its " + DigestHeader.NAME + " header was made for." + CAUSES);
        }
        if (!stamped.content().equals(found.content())) {
            throw new DataException(
                    "The record's row has another digest than its " + DigestHeader.NAME + " header says." + CAUSES);
        }
    }

    private boolean isOfOthers(DigestHeader stamped) {
        boolean others = !stamped.algorithm().equals(digester.algorithm())
                || !stamped.policy().equals(digester.policy());
        if (others && !toldOfOthers) {
            log.info(
                    "Records carry digests of {} under policy {}, which cannot be made again here: they are written"
                            + " unchecked, and the validator compares them",
                    stamped.algorithm(),
                    stamped.policy());
            toldOfOthers = true;
        }
        return others;
    }

    private static DigestHeader parse(Object value) {
        try {
            return DigestHeader.parse(String.valueOf(value));
        } catch (IllegalArgumentException e) {
            throw new DataException("The record's " + DigestHeader.NAME + " header cannot be read." + CAUSES);
        }
    }
}
