/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.value;

/** The families of canonical values and their tags, the first byte of every encoded value. */
public enum Family {
    NULL(0x00),
    NUMBER(0x01),
    FLOAT(0x02),
    TEXT(0x03),
    BYTES(0x04),
    DATE(0x05),
    TIME(0x06),
    TIMETZ(0x07),
    TIMESTAMP(0x08),
    INTERVAL(0x09),
    JSON(0x0A),
    LIST(0x0B),
    RECORD(0x0C),
    GEOMETRY(0x0D),
    VECTOR(0x0E),
    /** A value that change capture did not carry: never equal, never different. */
    UNKNOWN(0x0F),
    BITS(0x10);

    private static final Family[] BY_TAG = byTag();

    private final byte tag;

    Family(int tag) {
        this.tag = (byte) tag;
    }

    public byte tag() {
        return tag;
    }

    /** @throws IllegalArgumentException when no family has this tag */
    static Family ofTag(byte tag) {
        Family family = tag >= 0 && tag < BY_TAG.length ? BY_TAG[tag] : null;
        if (family == null) {
            throw new IllegalArgumentException("no family has the tag 0x" + Integer.toHexString(tag & 0xFF));
        }
        return family;
    }

    private static Family[] byTag() {
        Family[] families = new Family[0x11];
        for (Family family : values()) {
            families[family.tag] = family;
        }
        return families;
    }
}
