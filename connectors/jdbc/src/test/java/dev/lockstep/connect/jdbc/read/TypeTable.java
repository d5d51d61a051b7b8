/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.canonical.UnencodableValueException;
import dev.lockstep.canonical.value.CanonicalReader;
import dev.lockstep.canonical.value.CanonicalValue;
import dev.lockstep.canonical.value.CanonicalWriter;
import dev.lockstep.canonical.value.ColumnEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Declared types and literals with the canonical bytes they must give, in a file beside this class. Every case is a
 * column of one table with one row, so that the server's own catalogue is what is read.
 */
final class TypeTable {
    private static final Path FOLDER = Path.of("src/test/resources/dev/lockstep/connect/jdbc/read");

    private final String name;
    private final List<Case> cases;

    /** @param from the first version of the server that has the type */
    record Case(int from, String declared, String literal, String bytes, String shown) {}

    private TypeTable(String name, List<Case> cases) {
        this.name = name;
        this.cases = cases;
    }

    /** Statements that make the types which the table's types are made of. */
    static List<String> setup(String name) throws IOException {
        return Files.readAllLines(FOLDER.resolve("types-" + name + "-setup.sql"), StandardCharsets.UTF_8);
    }

    static TypeTable load(String name, int version) throws IOException {
        Path file = FOLDER.resolve("types-" + name + ".txt");
        return new TypeTable(
                name + "-" + version,
                Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.split("\t", -1))
                        .map(parts -> new Case(Integer.parseInt(parts[0]), parts[1], parts[2], parts[3], parts[4]))
                        .filter(line -> line.from() <= version)
                        .toList());
    }

    String create(String table) {
        return "CREATE TABLE " + table + " ("
                + IntStream.range(0, cases.size())
                        .mapToObj(i -> "c" + i + " " + cases.get(i).declared())
                        .collect(Collectors.joining(", "))
                + ")";
    }

    String insert(String table) {
        // A literal of = stands for a column that the server fills and some let nobody name.
        List<Integer> written = IntStream.range(0, cases.size())
                .filter(i -> !cases.get(i).literal().equals("="))
                .boxed()
                .toList();
        return "INSERT INTO " + table + " ("
                + written.stream().map(i -> "c" + i).collect(Collectors.joining(", ")) + ") VALUES ("
                + written.stream().map(i -> cases.get(i).literal()).collect(Collectors.joining(", ")) + ")";
    }

    void check(ReadableDatabase database, TableName table) throws IOException {
        ReadTable described = database.describe(table);
        List<String> columns =
                IntStream.range(0, cases.size()).mapToObj(i -> "c" + i).toList();
        List<Case> got = new ArrayList<>();
        try (RowCursor rows = database.rows(described, columns, new Lane.Whole())) {
            assertThat(rows.next()).isTrue();
            for (int i = 0; i < cases.size(); i++) {
                got.add(read(cases.get(i), described.column(columns.get(i)).orElseThrow(), rows.value(i)));
            }
            assertThat(rows.next()).isFalse();
        }
        keep(got);
        assertThat(got).containsExactlyElementsOf(cases);
    }

    /** What was read, in the form of the file, to look at when they differ. */
    private void keep(List<Case> got) throws IOException {
        Files.write(
                Path.of("target", "types-" + name + ".txt"),
                got.stream()
                        .map(line -> String.join(
                                "\t",
                                Integer.toString(line.from()),
                                line.declared(),
                                line.literal(),
                                line.bytes(),
                                line.shown()))
                        .toList(),
                StandardCharsets.UTF_8);
    }

    private static Case read(Case line, ReadColumn column, Object value) {
        if (value instanceof UnreadableValue unreadable) {
            return new Case(line.from(), line.declared(), line.literal(), "UNREADABLE", unreadable.reason());
        }
        CanonicalWriter out = new CanonicalWriter();
        try {
            ColumnEncoder.of("v", column.schema()).writeValue(value, out);
        } catch (UnencodableValueException e) {
            return new Case(line.from(), line.declared(), line.literal(), "UNENCODABLE", e.getMessage());
        }
        byte[] bytes = out.toByteArray();
        return new Case(
                line.from(),
                line.declared(),
                line.literal(),
                bytes.length > 300 ? "#" + bytes.length : HexFormat.of().formatHex(bytes),
                shown(bytes));
    }

    private static String shown(byte[] bytes) {
        CanonicalValue value = new CanonicalReader(bytes).read();
        String shown = value.getClass().getSimpleName() + " " + people(new CanonicalReader(bytes).readValue());
        shown = shown.replace("\0", "\\0");
        return shown.length() > 400 ? shown.substring(0, 400) + "…" : shown;
    }

    private static Object people(Object value) {
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(TypeTable::people).toList();
        }
        return value instanceof Map<?, ?> map
                ? map.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + people(entry.getValue()))
                        .toList()
                : value;
    }
}
