/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.record;

import dev.lockstep.canonical.key.CanonicalKey;

/**
 * What one version of a child row says of one relationship of its table.
 *
 * @param relationship the relationship's id
 */
public record Reference(long relationship, Parent parent) {

    /** Whose child the row is. */
    public sealed interface Parent {}

    /** The row of the parent's table that has this key. */
    public record Key(CanonicalKey key) implements Parent {}

    /** Nobody's: a column of the foreign key is NULL. */
    public record Nobody() implements Parent {}

    /** The columns could not be read. */
    public record Unknown() implements Parent {}

    /** There is no row any more. */
    public record NoRow() implements Parent {}

    private static final int KEY = 1;
    private static final int NOBODY = 2;
    private static final int UNKNOWN = 3;
    private static final int NO_ROW = 4;

    void writeTo(BinaryWriter out) {
        write(parent, out.writeFixed(relationship));
    }

    static Reference readFrom(BinaryReader in) {
        return new Reference(in.readFixed(), read(in));
    }

    public static void write(Parent parent, BinaryWriter out) {
        if (parent instanceof Key known) {
            out.writeByte(KEY).writeKey(known.key());
        } else if (parent instanceof Nobody) {
            out.writeByte(NOBODY);
        } else {
            out.writeByte(parent instanceof Unknown ? UNKNOWN : NO_ROW);
        }
    }

    public static Parent read(BinaryReader in) {
        int kind = in.readByte();
        return switch (kind) {
            case KEY -> new Key(in.readKey());
            case NOBODY -> new Nobody();
            case UNKNOWN -> new Unknown();
            case NO_ROW -> new NoRow();
            default -> throw new MalformedRecordException("A reference has a parent of kind " + kind, null);
        };
    }
}
