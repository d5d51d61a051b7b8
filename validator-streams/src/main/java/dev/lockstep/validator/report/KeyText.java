/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.report;

import dev.lockstep.canonical.key.CanonicalKey;

/** Keys as people read them: a JSON array of the values of the key columns. */
public final class KeyText {
    private KeyText() {}

    /** A key that is not canonical bytes is shown as it is, in hexadecimal; the header of another program may hold one. */
    public static String of(byte[] canonicalKey) {
        CanonicalKey key = CanonicalKey.ofBytes(canonicalKey);
        try {
            return key.toJson();
        } catch (IllegalArgumentException e) {
            return "[\"\\\\x" + key + "\"]";
        }
    }
}
