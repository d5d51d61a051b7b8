/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.measure;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tables of which columns are added up. Immutable. */
public final class MeasuredTables {
    public static final MeasuredTables NONE = new MeasuredTables(Map.of());

    private static final Pattern ENTRY = Pattern.compile("([^()=,\\s]+)\\(([^()=]+)\\)");

    /** A comma that separates entries and not columns: no closing parenthesis comes before the next opening one. */
    private static final Pattern BETWEEN_ENTRIES = Pattern.compile(",(?![^(]*\\))");

    private static final String EXPECTED = "expected <table>(<column>,…), found ";

    private final Map<String, Measured> byTable;

    private MeasuredTables(Map<String, Measured> byTable) {
        this.byTable = Map.copyOf(byTable);
    }

    /**
     * Reads entries such as {@code public.orders(total,tax)}.
     *
     * @param pieces the setting cut at every comma, those between columns too
     * @throws IllegalArgumentException when one of them is none; the message quotes it
     */
    public static MeasuredTables parse(List<String> pieces) {
        Map<String, Measured> byTable = new HashMap<>();
        String whole = String.join(",", pieces);
        for (String entry : whole.isEmpty() ? new String[0] : BETWEEN_ENTRIES.split(whole, -1)) {
            Measured measured = measured(entry.trim());
            if (byTable.put(measured.table(), measured) != null) {
                throw new IllegalArgumentException(
                        "the table " + measured.table() + " stands there twice. Name all of its columns in one place");
            }
        }
        return new MeasuredTables(byTable);
    }

    private static Measured measured(String entry) {
        Matcher matcher = ENTRY.matcher(entry);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(EXPECTED + (entry.isEmpty() ? "nothing between two commas" : entry));
        }
        List<String> columns =
                Arrays.stream(matcher.group(2).split(",", -1)).map(String::trim).toList();
        if (columns.contains("")) {
            throw new IllegalArgumentException(EXPECTED + entry + ": a column has no name");
        }
        if (new HashSet<>(columns).size() < columns.size()) {
            throw new IllegalArgumentException(EXPECTED + entry + ": a column stands there twice");
        }
        return new Measured(matcher.group(1), columns);
    }

    public boolean isEmpty() {
        return byTable.isEmpty();
    }

    public Optional<Measured> of(String table) {
        return Optional.ofNullable(byTable.get(table));
    }
}
