/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.row;

import dev.lockstep.canonical.UnencodableValueException;
import dev.lockstep.canonical.digest.Digest128;
import dev.lockstep.canonical.digest.DigestAlgorithm;
import dev.lockstep.canonical.digest.Fingerprint;
import dev.lockstep.canonical.policy.Tolerance;
import dev.lockstep.canonical.value.CanonicalReader;
import dev.lockstep.canonical.value.CanonicalValue;
import dev.lockstep.canonical.value.CanonicalWriter;
import dev.lockstep.cli.engine.PackedRow;
import dev.lockstep.cli.engine.RowLayout;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Packs the rows of one lane: key, digest under the policy, strict digest, what names the columns that differ. The
 * digest of a row is the sum of its columns' digests, as everywhere in Lockstep. Owned by one thread.
 */
public final class RowPacker {
    private static final byte[] NO_KEY = {};

    private final List<RowColumn> columns;
    private final List<Integer> key;
    private final RowLayout layout;
    private final DigestAlgorithm.Hasher hasher;
    private final Fingerprint fingerprint;
    private final PackedRow row;
    private final CanonicalWriter keyBytes = new CanonicalWriter();
    private final CanonicalWriter strictInput = new CanonicalWriter();
    private final CanonicalWriter ruledInput = new CanonicalWriter();

    private Digest128 ruled = Digest128.ZERO;
    private Digest128 strict = Digest128.ZERO;

    /** @param key the key columns, by index, in key order; empty for a table without key */
    public RowPacker(List<RowColumn> columns, List<Integer> key, RowLayout layout, DigestAlgorithm algorithm) {
        this.columns = List.copyOf(columns);
        this.key = List.copyOf(key);
        this.layout = layout;
        this.hasher = algorithm.newHasher();
        // Rows are added up without the key also where columns are digested with one: so does the validator, which has
        // none.
        this.fingerprint = new Fingerprint(DigestAlgorithm.XXH3_128);
        this.row = new PackedRow(layout);
    }

    /** The row packed last; the next call of {@link #pack} changes it. */
    public PackedRow row() {
        return row;
    }

    /** Of all rows packed so far, without those whose content could not be read. */
    public Fingerprint fingerprint() {
        return fingerprint;
    }

    /**
     * Packs a row.
     *
     * @param values gives the value of a column by index
     * @return why the row's content is unknown; empty when it is known
     * @throws UnencodableValueException when not even the row's identity can be told
     */
    public Optional<String> pack(IntFunction<Object> values) {
        return layout.keyed() ? packKeyed(values) : packKeyless(values);
    }

    private Optional<String> packKeyed(IntFunction<Object> values) {
        writeKey(values);
        row.begin(keyBytes.array(), keyBytes.size());
        try {
            digest(values);
        } catch (UnencodableValueException e) {
            row.unknown();
            return Optional.of(String.valueOf(e.getMessage()));
        }
        finish();
        fingerprint.add(keyBytes.toByteArray(), ruled);
        return Optional.empty();
    }

    /** The row's digest stands for its key. Neither fragments nor tolerance go with such rows. */
    private Optional<String> packKeyless(IntFunction<Object> values) {
        digest(values);
        byte[] identity = ByteBuffer.allocate(Digest128.BYTES)
                .putLong(ruled.high())
                .putLong(ruled.low())
                .array();
        row.begin(identity, identity.length);
        finish();
        fingerprint.add(NO_KEY, ruled);
        return Optional.empty();
    }

    private void finish() {
        row.digest(ruled);
        if (layout.strict()) {
            row.strict(strict);
        }
    }

    private void writeKey(IntFunction<Object> values) {
        keyBytes.truncate(0);
        keyBytes.writeLength(key.size());
        for (int index : key) {
            RowColumn column = columns.get(index);
            int start = keyBytes.size();
            write(column, values.apply(index), keyBytes);
            if (!column.rules().isEmpty()) {
                CanonicalValue value = new CanonicalReader(keyBytes.array(), start, keyBytes.size()).read();
                keyBytes.truncate(start);
                column.rules().apply(value).writeTo(keyBytes);
            }
        }
    }

    private static void write(RowColumn column, Object value, CanonicalWriter out) {
        if (!column.encoder().writeValue(value, out)) {
            throw new UnencodableValueException(
                    "Column " + column.encoder().name() + " holds the placeholder of an unavailable value");
        }
    }

    private void digest(IntFunction<Object> values) {
        ruled = Digest128.ZERO;
        strict = Digest128.ZERO;
        int compared = 0;
        int tolerant = 0;
        for (int i = 0; i < columns.size(); i++) {
            RowColumn column = columns.get(i);
            if (column.compared()) {
                tolerant += add(column, values.apply(i), compared++, tolerant);
            }
        }
    }

    /** @return 1 if the column is compared with tolerance, else 0 */
    private int add(RowColumn column, Object value, int index, int tolerant) {
        boolean plain = column.rules().isEmpty();
        Tolerance tolerance = plain ? null : column.rules().tolerance().orElse(null);
        if (value != null) {
            strictInput.truncate(0);
            column.encoder().writeDigestPrefix(strictInput);
            write(column, value, strictInput);
            Digest128 digest = hasher.hash(strictInput.array(), 0, strictInput.size());
            strict = strict.plus(digest);
            if (plain) {
                addToContent(index, digest);
            } else {
                addRuled(column, index, tolerance, tolerant);
            }
        }
        return tolerance == null ? 0 : 1;
    }

    private void addRuled(RowColumn column, int index, Tolerance tolerance, int tolerant) {
        int start = column.encoder().digestPrefixLength();
        CanonicalValue value =
                column.rules().apply(new CanonicalReader(strictInput.array(), start, strictInput.size()).read());
        if (tolerance != null) {
            row.grid(tolerant, tolerance.digest(column.encoder().name(), value, hasher));
        } else if (!(value instanceof CanonicalValue.Null)) {
            ruledInput.truncate(0);
            column.encoder().writeDigestPrefix(ruledInput);
            value.writeTo(ruledInput);
            addToContent(index, hasher.hash(ruledInput.array(), 0, ruledInput.size()));
        }
    }

    private void addToContent(int index, Digest128 digest) {
        ruled = ruled.plus(digest);
        if (layout.columns() > 0) {
            row.fragment(index, digest);
        }
    }
}
