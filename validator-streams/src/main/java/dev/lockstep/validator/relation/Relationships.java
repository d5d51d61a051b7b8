/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.relation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The relationships that are checked. Immutable. */
public final class Relationships {
    public static final Relationships NONE = new Relationships(List.of());

    private static final Pattern ENTRY = Pattern.compile("([^()=,\\s]+)\\(([^()=]+)\\)=([^()=,\\s]+)");

    /** A comma that separates entries and not columns: no closing parenthesis comes before the next opening one. */
    private static final Pattern BETWEEN_ENTRIES = Pattern.compile(",(?![^(]*\\))");

    private static final String EXPECTED =
            "expected <child table>(<column>,…)=<parent table>, the columns in the order of"
                    + " the parent's key columns, found ";

    private final List<Relationship> all;

    private Relationships(List<Relationship> all) {
        this.all = List.copyOf(all);
    }

    /**
     * Reads entries such as {@code public.orders(customer_id)=public.customers}.
     *
     * @param pieces the setting cut at every comma, those between columns too
     * @throws IllegalArgumentException when one of them is none; the message quotes it
     */
    public static Relationships parse(List<String> pieces) {
        List<Relationship> all = new ArrayList<>();
        Set<Long> ids = new HashSet<>();
        String whole = String.join(",", pieces);
        for (String entry : whole.isEmpty() ? new String[0] : BETWEEN_ENTRIES.split(whole, -1)) {
            Relationship relationship = relationship(entry.trim());
            if (!ids.add(relationship.id())) {
                throw new IllegalArgumentException(
                        "the relationship " + relationship.text() + " stands there twice. Remove one");
            }
            all.add(relationship);
        }
        return new Relationships(all);
    }

    private static Relationship relationship(String entry) {
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
        return new Relationship(matcher.group(1), columns, matcher.group(3));
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    public List<Relationship> all() {
        return all;
    }

    public List<Relationship> ofChild(String table) {
        return all.stream()
                .filter(relationship -> relationship.child().equals(table))
                .toList();
    }

    public List<Relationship> ofParent(String table) {
        return all.stream()
                .filter(relationship -> relationship.parent().equals(table))
                .toList();
    }

    /** Empty for one that is not checked any more: records and state may still speak of it. */
    public Optional<Relationship> of(long id) {
        return all.stream().filter(relationship -> relationship.id() == id).findFirst();
    }
}
