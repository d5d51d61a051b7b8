/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import dev.lockstep.testbed.stack.layout.Layout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of a type table: a declared type, a literal, and the canonical bytes that reading the database gives. The
 * tables belong to the tests of the JDBC connectors, which freeze those bytes; here every line is a table of its own.
 *
 * @param table the name of the table
 * @param bytes hexadecimal, or {@code UNREADABLE}
 */
record TypeCase(String table, String declared, String literal, String bytes) {
    /** The key of the row that is there before the capture begins. */
    static final int SNAPSHOT_KEY = 1;

    /** The key of the row that comes while the capture runs. */
    static final int LOG_KEY = 2;

    static List<TypeCase> load(String database, int version) throws IOException {
        List<TypeCase> cases = new ArrayList<>();
        for (String line : lines("types-" + database + ".txt")) {
            String[] parts = line.split("\t", -1);
            if (!line.startsWith("#") && Integer.parseInt(parts[0]) <= version) {
                cases.add(new TypeCase("t" + cases.size(), parts[1], parts[2], parts[3]));
            }
        }
        return cases;
    }

    /** Statements that make the types which the table's types are made of. */
    static List<String> setup(String database) throws IOException {
        return lines("types-" + database + "-setup.sql");
    }

    String create() {
        return "CREATE TABLE " + table + " (id integer PRIMARY KEY, v " + declared + ")";
    }

    String insert(int key) {
        return "INSERT INTO " + table + " (id, v) VALUES (" + key + ", " + literal + ")";
    }

    private static List<String> lines(String file) throws IOException {
        Path folder = Layout.find().root().resolve("connectors/jdbc/src/test/resources/dev/lockstep/connect/jdbc/read");
        return Files.readAllLines(folder.resolve(file), StandardCharsets.UTF_8);
    }
}
