/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.record;

/**
 * The key of the internal topics: a table and the canonical bytes of a key in it. Both sides make the same bytes for the
 * same row, so versions and observations of a row meet in one partition.
 *
 * @param canonicalKey empty for what concerns the whole table
 */
@SuppressWarnings("ArrayRecordComponent")
public record InternalKey(String table, byte[] canonicalKey) {
    private static final byte[] NO_KEY = new byte[0];

    public static InternalKey ofTable(String table) {
        return new InternalKey(table, NO_KEY);
    }

    /** The name's length comes first, so no two pairs of table and key have the same bytes. */
    public byte[] toBytes() {
        return new BinaryWriter().writeText(table).writeBytes(canonicalKey).toByteArray();
    }

    public static InternalKey parse(byte[] bytes) {
        BinaryReader in = new BinaryReader(bytes);
        return new InternalKey(in.readText(), in.readRest());
    }
}
