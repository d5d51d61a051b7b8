/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.bench.competitor;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A pair of connectors that moves the table, as a file of this package's resources says it.
 *
 * <p>Values of {@code source} and {@code sink} may hold <code>{run}</code>, a word that is new for every run: the
 * records must go to the topic <code>{run}.bench.moved</code>.
 *
 * @param name what the command line and the report call it
 * @param title the same for people
 * @param formats the record formats the pair can use, the best known first
 * @param legs which parts are run by default
 * @param proven whether StampDigest, an observer of the target and the validator run with it
 * @param lossy what is known to be lost, empty if nothing is: the tables may then differ
 * @param source configuration of the source connector, without converters
 * @param sink configuration of the sink connector, without converters
 */
@JsonIgnoreProperties("about")
public record Competitor(
        String name,
        String title,
        List<Format> formats,
        List<Leg> legs,
        boolean proven,
        String lossy,
        Map<String, String> source,
        Map<String, String> sink) {
    private static final String CLASS = "connector.class";
    private static final String RUN = "{run}";

    /** Checks that nothing is missing, so that a wrong file is found before hours are spent. */
    public Competitor {
        if (name == null || title == null || formats == null || legs == null || source == null || sink == null) {
            throw new IllegalArgumentException("Competitor " + name
                    + ": a file needs name, title, formats, legs, source and sink, and at least one is missing");
        }
        if (formats.isEmpty() || legs.isEmpty() || !source.containsKey(CLASS) || !sink.containsKey(CLASS)) {
            throw new IllegalArgumentException("Competitor " + name
                    + ": a file names at least one format, one leg, and a connector.class on both sides");
        }
        formats = List.copyOf(formats);
        legs = List.copyOf(legs);
        lossy = lossy == null ? "" : lossy;
        source = Map.copyOf(source);
        sink = Map.copyOf(sink);
    }

    /** The connector classes that one part needs. */
    public List<String> classes(Leg leg) {
        return switch (leg) {
            case WHOLE -> List.of(source.get(CLASS), sink.get(CLASS));
            case SOURCE -> List.of(source.get(CLASS));
            // The rows have to come into the topic somehow.
            case SINK -> List.of(source.get(CLASS), sink.get(CLASS));
        };
    }

    /** The format to use: the wanted one where the pair can use it, else the best known. */
    public Format format(List<Format> wanted) {
        return Stream.concat(wanted.stream().filter(formats::contains), formats.stream())
                .findFirst()
                .orElseThrow();
    }

    /** The source connector of a run. */
    public Map<String, String> source(String run, Format format) {
        Map<String, String> config = new LinkedHashMap<>(format.ofSource());
        source.forEach((key, value) -> config.put(key, value.replace(RUN, run)));
        return config;
    }

    /** The sink connector of a run. */
    public Map<String, String> sink(String run, Format format, Format.Schemas schemas) {
        Map<String, String> config = new LinkedHashMap<>(format.ofSink(schemas));
        sink.forEach((key, value) -> config.put(key, value.replace(RUN, run)));
        return config;
    }
}
