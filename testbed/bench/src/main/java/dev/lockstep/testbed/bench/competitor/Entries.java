/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.bench.competitor;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Everything that can be run, in the order it is run. Immutable. */
public final class Entries {
    /** What the ratios are to. */
    public static final String BASELINE = "debezium";

    private static final List<String> FILES = List.of(
            "debezium",
            "debezium-unnest",
            "peer-default",
            "peer-tuned",
            "ours",
            "ours-proven",
            "debezium-bulk",
            "debezium-bulk-proven");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Entry> byName = new LinkedHashMap<>();

    /** @param more competitor files of the user */
    public Entries(List<Path> more) {
        add(new Entry.Copy(false));
        add(new Entry.Copy(true));
        for (String file : FILES) {
            add(builtIn(file + ".json"));
        }
        for (Path file : more) {
            add(read(file));
        }
    }

    /** All of them. */
    public List<Entry> all() {
        return List.copyOf(byName.values());
    }

    /**
     * The entries of these names, in the order they are run; all parts of a competitor are names of their own.
     *
     * @throws IllegalArgumentException naming the known ones, if a name is unknown
     */
    public List<Entry> named(List<String> names) {
        for (String name : names) {
            if (!byName.containsKey(name)) {
                throw new IllegalArgumentException("Unknown name '" + name + "': known are " + byName.keySet());
            }
        }
        return all().stream().filter(entry -> names.contains(entry.name())).toList();
    }

    /** The connector classes of an entry that the worker does not have. */
    public static List<String> missing(Entry entry, Set<String> installed) {
        if (entry instanceof Entry.Connectors connectors) {
            return connectors.competitor().classes(connectors.leg()).stream()
                    .filter(name -> !installed.contains(name))
                    .toList();
        }
        return List.of();
    }

    private void add(Competitor competitor) {
        for (Leg leg : competitor.legs()) {
            add(new Entry.Connectors(competitor, leg));
        }
    }

    private void add(Entry entry) {
        if (byName.putIfAbsent(entry.name(), entry) != null) {
            throw new IllegalArgumentException("Two competitors are called " + entry.name());
        }
    }

    private static Competitor builtIn(String file) {
        try (InputStream content = Entries.class.getResourceAsStream(file)) {
            if (content == null) {
                throw new IllegalStateException("No resource " + file + " next to " + Entries.class.getName());
            }
            return JSON.readValue(content, Competitor.class);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read competitor " + file, failure);
        }
    }

    private static Competitor read(Path file) {
        try {
            return JSON.readValue(Files.readString(file), Competitor.class);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read competitor file " + file, failure);
        }
    }
}
