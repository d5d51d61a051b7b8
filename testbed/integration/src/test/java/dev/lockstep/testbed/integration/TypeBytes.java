/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import dev.lockstep.canonical.UnencodableValueException;
import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.digest.Digest128;
import dev.lockstep.canonical.digest.Hash128;
import dev.lockstep.canonical.value.CanonicalWriter;
import dev.lockstep.canonical.value.ColumnEncoder;
import dev.lockstep.connect.jdbc.read.Lane;
import dev.lockstep.connect.jdbc.read.ReadColumn;
import dev.lockstep.connect.jdbc.read.ReadTable;
import dev.lockstep.connect.jdbc.read.ReadableDatabase;
import dev.lockstep.connect.jdbc.read.RowCursor;
import dev.lockstep.connect.jdbc.read.TableName;
import dev.lockstep.connect.jdbc.read.UnreadableValue;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.connect.data.Schema;

/** The canonical bytes of single values, as text; the words say why there are none. */
final class TypeBytes {
    /** The column is not in the record. */
    static final String ABSENT = "ABSENT";

    /** The column's type or the value has no canonical form. */
    static final String UNENCODABLE = "UNENCODABLE";

    /** The database holds what is no value of the column's family. */
    static final String UNREADABLE = "UNREADABLE";

    private static final String NULL = "00";
    private static final String UNAVAILABLE = "0f";
    private static final ColumnEncoder KEY = ColumnEncoder.of("id", Schema.INT32_SCHEMA);

    private TypeBytes() {}

    static String of(Schema schema, Object value) {
        CanonicalWriter out = new CanonicalWriter();
        try {
            ColumnEncoder.of("v", schema).writeValue(value, out);
        } catch (UnencodableValueException none) {
            return UNENCODABLE;
        }
        return HexFormat.of().formatHex(out.toByteArray());
    }

    /** As reading the database gives them. */
    static String read(ReadableDatabase database, TableName table, int key) {
        ReadTable described = database.describe(table);
        ReadColumn column = described.column("v").orElseThrow();
        try (RowCursor rows = database.rows(described, List.of("id", "v"), new Lane.Whole())) {
            while (rows.next()) {
                if (((Number) rows.value(0)).intValue() == key) {
                    Object value = rows.value(1);
                    return value instanceof UnreadableValue ? UNREADABLE : of(column.schema(), value);
                }
            }
        }
        throw new AssertionError(table + " has no row " + key);
    }

    /** Whether a row of this key and this value is what the stamp says. */
    static boolean stamped(Content stamp, int key, String bytes) {
        return switch (bytes) {
            case UNENCODABLE ->
                stamp instanceof Content.Unknown unknown && unknown.reason().equals("unencodable");
            case UNAVAILABLE ->
                stamp instanceof Content.Unknown unknown && unknown.reason().equals("unavailable-column");
            case UNREADABLE -> false;
            case NULL, ABSENT -> stamp.equals(new Content.Present(keyDigest(key)));
            default -> stamp.equals(new Content.Present(keyDigest(key).plus(digest(bytes))));
        };
    }

    private static Digest128 keyDigest(int key) {
        CanonicalWriter out = new CanonicalWriter();
        KEY.writeDigestInput(key, out);
        return Hash128.of(out.array(), 0, out.size());
    }

    private static Digest128 digest(String bytes) {
        byte[] prefix = ColumnEncoder.digestPrefix("v");
        byte[] value = HexFormat.of().parseHex(bytes);
        byte[] input = Arrays.copyOf(prefix, prefix.length + value.length);
        System.arraycopy(value, 0, input, prefix.length, value.length);
        return Hash128.of(input, 0, input.length);
    }
}
