/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.evolve;

import dev.lockstep.transforms.history.HistoryEntry;
import dev.lockstep.transforms.path.FieldPath;
import dev.lockstep.transforms.row.Types;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;

/** What is written down of the fields of rows: names and types, with what is inside objects. */
public final class FieldList {
    private FieldList() {}

    /** Those of the schema; where there is none, those that the version declares. */
    static List<HistoryEntry.Field> of(Version version, RowFields fields) {
        if (fields instanceof RowFields.OfSchema typed) {
            List<HistoryEntry.Field> list = new ArrayList<>();
            add(list, List.of(), typed.schema());
            return list;
        }
        return version.fields().stream()
                .map(field -> new HistoryEntry.Field(
                        field.path().toString(), field.type().toString()))
                .toList();
    }

    private static void add(List<HistoryEntry.Field> list, List<String> steps, Schema object) {
        for (Field field : object.fields()) {
            List<String> path = new ArrayList<>(steps);
            path.add(field.name());
            if (field.schema().type() == Schema.Type.STRUCT) {
                add(list, path, field.schema());
            } else {
                list.add(new HistoryEntry.Field(new FieldPath(path).toString(), Types.of(field.schema())));
            }
        }
    }

    static String digest(List<HistoryEntry.Field> fields) {
        StringBuilder text = new StringBuilder();
        fields.forEach(field ->
                text.append(field.name()).append(": ").append(field.type()).append('\n'));
        return digest(text.toString());
    }

    /** SHA-256 as hexadecimal digits. */
    public static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new ConnectException("This Java has no SHA-256, which every Java has to have", e);
        }
    }
}
