/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.policy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads policy files: a line {@code table NAME} opens a table, lines {@code COLUMN: RULE RULE…} follow, {@code #}
 * begins a comment line. Names that hold a colon, a quote or blanks at their ends stand in double quotes, in which a
 * quote is doubled. Owned by one call.
 */
final class PolicyParser {
    private static final String NAME = "\"(?:[^\"]|\"\")+\"|[^\"\\s:][^\":]*?";
    private static final Pattern TABLE = Pattern.compile("table\\s+(" + NAME + ")\\s*");
    private static final Pattern COLUMN = Pattern.compile("(" + NAME + ")\\s*:\\s*(\\S.*)");
    private static final Pattern PLAIN_NAME = Pattern.compile("[^\"\\s:#](?:[^\":]*[^\":\\s])?");

    private final Map<String, Map<String, ColumnRules>> tables = new LinkedHashMap<>();
    private Map<String, ColumnRules> open;

    Policy parse(String text) {
        String[] lines = text.split("\\R", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            try {
                read(line);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("Policy line " + (i + 1) + ": " + e.getMessage(), e);
            }
        }
        return new Policy(tables);
    }

    private void read(String line) {
        Matcher column = COLUMN.matcher(line);
        Matcher table = TABLE.matcher(line);
        if (table.matches()) {
            String name = unquote(table.group(1));
            open = new LinkedHashMap<>();
            if (tables.put(name, open) != null) {
                throw new IllegalArgumentException("table " + name + " was opened before. Put its rules together");
            }
        } else if (!column.matches()) {
            throw new IllegalArgumentException("Expected `table NAME` or `COLUMN: RULE RULE…`, found neither");
        } else if (open == null) {
            throw new IllegalArgumentException(
                    "Expected `table NAME` before the first column; `table *` stands for every table");
        } else {
            String name = unquote(column.group(1));
            if (open.put(name, RuleParser.parse(column.group(2))) != null) {
                throw new IllegalArgumentException(
                        "column " + name + " has rules already. Put them into one line, in the order they are to work");
            }
        }
    }

    static String quote(String name) {
        boolean plain = PLAIN_NAME.matcher(name).matches() && !name.startsWith("table ");
        return plain ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private static String unquote(String name) {
        return name.startsWith("\"") ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    }
}
