/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.digest.Digest128;
import java.util.Optional;

/** Short words for tests: contents 1, 2, 3 … are rows, 0 is absence, negative is unknown. */
final class Rows {
    static final String CONTRACT = "xxh3-128/exact";
    static final String OTHER_CONTRACT = "xxh3-128/p7";
    static final Home HOME = new Home("source.t", 0);

    private Rows() {}

    static Content content(int value) {
        if (value == 0) {
            return new Content.Absent();
        }
        return value < 0
                ? new Content.Unknown("test")
                : new Content.Present(new Digest128(0x9E3779B97F4A7C15L * value, value));
    }

    static Image image(int value) {
        return image(value, CONTRACT);
    }

    static Image image(int value, String contract) {
        return new Image(content(value), contract, Optional.empty(), Optional.empty());
    }

    /** A row whose digest under the policy's rules is the first number, and its strict one the second. */
    static Image image(int value, int strict) {
        return new Image(content(value), OTHER_CONTRACT, Optional.of(new Digest128(strict, strict)), Optional.empty());
    }

    /** The evidence after versions at offsets 10, 20, 30 … */
    static Evidence versions(int... values) {
        Evidence evidence = Evidence.NONE;
        for (int i = 0; i < values.length; i++) {
            evidence = evidence.with(HOME, Version.at(10L * (i + 1), image(values[i])));
        }
        return evidence;
    }

    static Observation.Sample sample(int value, long lo, long hi) {
        return new Observation.Sample(image(value), new Window(lo, hi), 2_000);
    }
}
