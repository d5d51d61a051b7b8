/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.digest.Digest128;

/** Short words for tests: contents 1, 2, 3 … are rows, 0 is absence, negative is unknown. */
final class Rows {
    static final String CONTRACT = "xxh3-128/exact";

    private Rows() {}

    static Content content(int value) {
        if (value == 0) {
            return new Content.Absent();
        }
        return value < 0 ? new Content.Unknown("test") : new Content.Present(new Digest128(7, value));
    }

    static Version version(long sequence, long offset, int value) {
        return new Version(sequence, new Position("source.t", 0, offset, 1_000 + offset), content(value), CONTRACT);
    }

    static Observation seen(long sequence, long offset, int value) {
        return new Observation(sequence, new Position("target.t", 0, offset, 2_000 + offset), content(value), CONTRACT);
    }

    /** The evidence after versions at sequences 10, 20, 30 … and then observations at 10, 20, 30 … */
    static Evidence evidence(int[] versions, int... observations) {
        Evidence evidence = Evidence.NONE;
        for (int i = 0; i < versions.length; i++) {
            evidence = evidence.with(version(10L * (i + 1), i, versions[i]));
        }
        for (int i = 0; i < observations.length; i++) {
            evidence = evidence.with(seen(10L * (i + 1), i, observations[i]));
        }
        return evidence;
    }

    static int[] versions(int... values) {
        return values;
    }
}
