/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.quality;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How one row stood up to its rules. It travels as text, in the header {@value #HEADER} of a record that goes on, or at
 * the end of the message of the error that a record ends in, so that whoever counts needs no class of the transform.
 * Immutable.
 *
 * <p>The text is {@code v1;completeness=2/3;accuracy=5/5;consistency=0/0;email.required}: of each dimension the rules
 * that held and all its rules, then the names of those that did not hold, with commas between them.
 *
 * @param tallies one for every dimension
 * @param violated the names of the rules that did not hold, in the order of the rules
 */
public record Quality(Map<Dimension, Tally> tallies, List<String> violated) {
    /** The name of the record header. */
    public static final String HEADER = "lockstep.quality";

    private static final String VERSION = "v1";
    private static final Pattern IN_MESSAGE = Pattern.compile("\\[" + Pattern.quote(HEADER) + " (v1;[^\\]\\s]*)\\]");
    private static final Pattern RESERVED = Pattern.compile("[%;,\\[\\]\\s]");
    private static final Pattern ESCAPED = Pattern.compile("%([0-9a-f]+)\\.");
    private static final Pattern TALLY = Pattern.compile("([a-z]+)=(\\d{1,9})/(\\d{1,9})");

    /** What a rule is about. */
    public enum Dimension {
        /** The value is there. */
        COMPLETENESS,
        /** The value is what values of its kind are. */
        ACCURACY,
        /** The values of a row fit each other. */
        CONSISTENCY;

        /** As it is written. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Rules of one dimension.
     *
     * @param held how many held, from 0 to {@code rules}
     * @param rules how many there are
     */
    public record Tally(int held, int rules) {
        public Tally {
            if (held < 0 || held > rules) {
                throw new IllegalArgumentException(held + " of " + rules + " rules held");
            }
        }
    }

    /** @throws IllegalArgumentException when a dimension is missing */
    public Quality {
        tallies = Map.copyOf(tallies);
        violated = List.copyOf(violated);
        if (tallies.size() != Dimension.values().length) {
            throw new IllegalArgumentException("Expected a tally for every dimension, found " + tallies.keySet());
        }
    }

    /** As it travels in the header. */
    public String format() {
        StringBuilder text = new StringBuilder(VERSION);
        for (Dimension dimension : Dimension.values()) {
            Tally tally = tallies.get(dimension);
            text.append(';').append(dimension.text()).append('=').append(tally.held());
            text.append('/').append(tally.rules());
        }
        text.append(';');
        for (int i = 0; i < violated.size(); i++) {
            text.append(i == 0 ? "" : ",").append(escape(violated.get(i)));
        }
        return text.toString();
    }

    /** As it stands at the end of an error's message. */
    public String inMessage() {
        return "[" + HEADER + " " + format() + "]";
    }

    /** @throws IllegalArgumentException when the text is not what {@link #format} gives */
    public static Quality parse(String text) {
        String[] parts = text.split(";", -1);
        if (parts.length != Dimension.values().length + 2 || !parts[0].equals(VERSION)) {
            throw new IllegalArgumentException("Expected " + HEADER + " of version " + VERSION + " with "
                    + Dimension.values().length + " dimensions, found " + parts.length + " parts");
        }
        Map<Dimension, Tally> tallies = new EnumMap<>(Dimension.class);
        int part = 1;
        for (Dimension dimension : Dimension.values()) {
            Matcher tally = TALLY.matcher(parts[part++]);
            if (!tally.matches() || !tally.group(1).equals(dimension.text())) {
                throw new IllegalArgumentException("Expected " + dimension.text() + "=HELD/RULES in " + HEADER);
            }
            tallies.put(dimension, new Tally(Integer.parseInt(tally.group(2)), Integer.parseInt(tally.group(3))));
        }
        List<String> violated = new ArrayList<>();
        String names = parts[parts.length - 1];
        for (String name : names.isEmpty() ? new String[0] : names.split(",", -1)) {
            violated.add(unescape(name));
        }
        return new Quality(tallies, violated);
    }

    /** What an error's message says of the row; empty when it says nothing. */
    public static Optional<Quality> find(String message) {
        Matcher found = IN_MESSAGE.matcher(message == null ? "" : message);
        return found.find() ? Optional.of(parse(found.group(1))) : Optional.empty();
    }

    private static String escape(String name) {
        return RESERVED.matcher(name)
                .replaceAll(match -> "%" + Integer.toHexString(match.group().charAt(0)) + ".");
    }

    private static String unescape(String text) {
        return ESCAPED.matcher(text)
                .replaceAll(
                        match -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(match.group(1), 16))));
    }
}
