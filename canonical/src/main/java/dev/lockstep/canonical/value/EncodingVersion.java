/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.value;

/** The version of the canonical encoding, the first byte of what every column digest is taken of. */
public final class EncodingVersion {
    public static final byte CURRENT = 1;

    private EncodingVersion() {}
}
