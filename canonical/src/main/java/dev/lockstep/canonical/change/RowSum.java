/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.change;

import dev.lockstep.canonical.UnencodableValueException;
import dev.lockstep.canonical.digest.Digest128;
import dev.lockstep.canonical.digest.DigestAlgorithm;
import dev.lockstep.canonical.digest.Evidence;
import dev.lockstep.canonical.digest.GridDigest;
import dev.lockstep.canonical.digest.Locator;
import dev.lockstep.canonical.key.CanonicalKey;
import dev.lockstep.canonical.value.CanonicalReader;
import dev.lockstep.canonical.value.CanonicalValue;
import dev.lockstep.canonical.value.CanonicalWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Adds up the columns of one row. Its buffers are used again for the next; owned by one thread at a time. */
final class RowSum {
    private final DigestAlgorithm.Hasher hasher;
    private final Locator.Sum locator = new Locator.Sum();
    private final boolean withStrict;
    private final boolean withLocator;
    private final CanonicalWriter strictInput = new CanonicalWriter();
    private final CanonicalWriter ruledInput = new CanonicalWriter();
    private final Set<String> missing = new TreeSet<>();
    private final SortedMap<String, GridDigest> tolerant = new TreeMap<>();

    // The sum as two numbers: an object for each step would be most of the garbage of a row.
    private long sumHigh;
    private long sumLow;
    private Digest128 strictSum = Digest128.ZERO;

    RowSum(DigestAlgorithm algorithm, boolean withStrict, boolean withLocator) {
        this.hasher = algorithm.newHasher();
        this.withStrict = withStrict;
        this.withLocator = withLocator;
    }

    void reset() {
        sumHigh = 0;
        sumLow = 0;
        strictSum = Digest128.ZERO;
        locator.reset();
        missing.clear();
        tolerant.clear();
    }

    void add(ColumnPlan column, Object value) {
        if (value == null) {
            if (column.tolerance() != null) {
                tolerant.put(column.name(), GridDigest.NULL);
            }
            return;
        }
        if (!column.ruled()) {
            Digest128 digest = strictDigest(column, value);
            if (digest != null) {
                addToSum(column, digest);
                strictSum = withStrict ? strictSum.plus(digest) : strictSum;
            }
        } else {
            addRuled(column, value);
        }
    }

    private void addRuled(ColumnPlan column, Object value) {
        Digest128 strict = strictDigest(column, value);
        if (strict == null) {
            return;
        }
        strictSum = strictSum.plus(strict);
        CanonicalValue ruled = ruled(column);
        if (column.tolerance() != null) {
            tolerant.put(column.name(), column.tolerance().digest(column.name(), ruled, hasher));
        } else if (!(ruled instanceof CanonicalValue.Null)) {
            addToSum(column, ruledDigest(column, ruled));
        }
    }

    /** What one column adds; null when it is not available, or compared with tolerance and so no part of the sum. */
    ColumnDigest digestOf(ColumnPlan column, Object value) {
        if (column.tolerance() != null) {
            return null;
        }
        if (value == null) {
            return ColumnDigest.NULL;
        }
        Digest128 strict = strictDigest(column, value);
        if (strict == null || !column.ruled()) {
            return strict == null ? null : new ColumnDigest(strict, strict);
        }
        CanonicalValue ruled = ruled(column);
        return new ColumnDigest(
                ruled instanceof CanonicalValue.Null ? Digest128.ZERO : ruledDigest(column, ruled), strict);
    }

    /** Leaves its input in the buffer for {@link #ruled}. */
    private Digest128 strictDigest(ColumnPlan column, Object value) {
        strictInput.truncate(0);
        if (column.encoder().writeDigestInput(value, strictInput)) {
            return hasher.hash(strictInput.array(), 0, strictInput.size());
        }
        missing.add(column.name());
        return null;
    }

    private CanonicalValue ruled(ColumnPlan column) {
        int start = column.encoder().digestPrefixLength();
        return column.rules().apply(new CanonicalReader(strictInput.array(), start, strictInput.size()).read());
    }

    private Digest128 ruledDigest(ColumnPlan column, CanonicalValue ruled) {
        ruledInput.truncate(0);
        column.encoder().writeDigestPrefix(ruledInput);
        ruled.writeTo(ruledInput);
        return hasher.hash(ruledInput.array(), 0, ruledInput.size());
    }

    private void addToSum(ColumnPlan column, Digest128 digest) {
        if (withLocator) {
            locator.add(column.alpha(), digest);
        }
        long low = sumLow + digest.low();
        sumHigh += digest.high() + (Long.compareUnsigned(low, sumLow) < 0 ? 1 : 0);
        sumLow = low;
    }

    Digest128 sum() {
        return new Digest128(sumHigh, sumLow);
    }

    /** The key of these columns; it is folded by no rule but those that the policy has for the very column. */
    CanonicalKey key(List<ColumnPlan> columns, Function<ColumnPlan, Object> values) {
        CanonicalWriter out = ruledInput;
        out.truncate(0);
        out.writeLength(columns.size());
        for (ColumnPlan column : columns) {
            int start = out.size();
            if (!column.encoder().writeValue(values.apply(column), out)) {
                throw new UnencodableValueException(
                        "Key column " + column.name() + " holds the placeholder of an unavailable value");
            }
            if (column.ruled()) {
                CanonicalValue value = new CanonicalReader(out.array(), start, out.size()).read();
                out.truncate(start);
                column.rules().apply(value).writeTo(out);
            }
        }
        return CanonicalKey.ofBytes(out.toByteArray());
    }

    boolean isPartial() {
        return !missing.isEmpty();
    }

    PartialRow partial() {
        return new PartialRow(sum(), evidence(), missing);
    }

    Evidence evidence() {
        if (!withStrict && !withLocator) {
            return Evidence.NONE;
        }
        return new Evidence(
                withStrict ? Optional.of(strictSum) : Optional.empty(),
                withLocator ? Optional.of(locator.toLocator()) : Optional.empty(),
                tolerant.values().stream().toList());
    }
}
