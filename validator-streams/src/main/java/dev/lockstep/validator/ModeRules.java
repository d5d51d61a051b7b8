/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator;

import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;

/** Which settings go with which {@link Mode}. A setting that a mode would not look at is refused, with what to write. */
final class ModeRules {
    private static final String TARGET = "target.";
    private static final Set<Mode> ROUNDS = EnumSet.of(Mode.ROUNDS, Mode.SETTLE);

    /** What {@code mode=rounds} cannot do without, and what it is. */
    private static final Map<String, String> NEEDED_BY_ROUNDS = new TreeMap<>(Map.of(
            ValidatorSettings.MOVER_GROUP,
            "the consumer group of whatever writes the target",
            ValidatorSettings.MARKER_URL,
            "the target's database, into which rounds write a marker",
            ValidatorSettings.MARKER_TOPIC,
            "the topic in which the marker comes back",
            ValidatorSettings.CONNECTOR_URL,
            "the connector that captures the target, to be asked for its offset"));

    /** @param key a key, or the start of several keys when it ends with a dot; the first rule that concerns a key counts */
    private record Rule(String key, Set<Mode> modes, String instead) {
        boolean concerns(String given) {
            return key.endsWith(".") ? given.startsWith(key) : given.equals(key);
        }
    }

    private static final List<Rule> RULES = List.of(
            new Rule(
                    "target.marker.",
                    EnumSet.of(Mode.ROUNDS),
                    "no other mode writes a marker. Remove it, or write mode=rounds"),
            new Rule(
                    ValidatorSettings.CONNECTOR_URL,
                    EnumSet.of(Mode.ROUNDS),
                    "no other mode asks the target's capture. Remove it, or write mode=rounds"),
            new Rule(
                    TARGET.substring(0, TARGET.length() - 1) + ValidatorSettings.HEARTBEAT,
                    EnumSet.of(Mode.SETTLE),
                    "no other mode needs heartbeats. Remove it, or write mode=settle"),
            new Rule(
                    "source" + ValidatorSettings.HEARTBEAT,
                    EnumSet.of(Mode.SETTLE),
                    "no other mode needs heartbeats. Remove it, or write mode=settle"),
            new Rule(
                    TARGET,
                    ROUNDS,
                    "in mode=exact an observer reads the target itself, see " + ValidatorSettings.OBSERVATIONS
                            + ". To judge by topics that capture the target write mode=rounds or mode=settle, or remove"
                            + " this setting"),
            new Rule(
                    ValidatorSettings.MOVER_GROUP,
                    ROUNDS,
                    "in mode=exact the observer asks the mover, so it is a setting of the observer. Remove it here, or"
                            + " write mode=rounds or mode=settle"),
            new Rule(
                    ValidatorSettings.ROUND_INTERVAL,
                    ROUNDS,
                    "mode=exact has no rounds. Remove it, or write mode=rounds or mode=settle"),
            new Rule(
                    ValidatorSettings.SETTLE,
                    EnumSet.of(Mode.SETTLE),
                    "the other modes wait for positions and not for a time. Remove it, or write mode=settle"),
            new Rule(
                    ValidatorSettings.LEVELS,
                    EnumSet.of(Mode.EXACT),
                    "a round judges every row that a capture of the target reports. Remove it, or write mode=exact"),
            new Rule(
                    ValidatorSettings.RELATIONSHIPS,
                    EnumSet.of(Mode.EXACT),
                    "references are judged at the end of a scan, and a round has none. Remove it, or write mode=exact"),
            new Rule(
                    ValidatorSettings.AGGREGATES,
                    EnumSet.of(Mode.EXACT),
                    "it is an observer that adds up the target's columns. Remove it, or write mode=exact"),
            new Rule(
                    ValidatorSettings.OBSERVATIONS,
                    EnumSet.of(Mode.EXACT),
                    "only mode=exact reads what an observer says. Remove it, or write mode=exact and remove target.*"));

    private ModeRules() {}

    /**
     * @param given the keys that are set
     * @throws ConfigException when one of them does not go with the mode, or one is missing
     */
    static void check(Mode mode, Hop hop, Collection<String> given) {
        for (String key : given.stream().sorted(Comparator.naturalOrder()).toList()) {
            RULES.stream()
                    .filter(rule -> rule.concerns(key))
                    .findFirst()
                    .filter(rule -> !rule.modes().contains(mode))
                    .ifPresent(rule -> {
                        throw new ConfigException(key + " is for " + texts(rule.modes()) + ", but the mode is "
                                + mode.text() + ": " + rule.instead());
                    });
        }
        if (mode.inRounds()) {
            checkRounds(mode, hop, given);
        }
    }

    private static void checkRounds(Mode mode, Hop hop, Collection<String> given) {
        if (!given.contains(TARGET + "topics")) {
            throw new ConfigException(
                    "mode=" + mode.text() + " needs target.topics, the topics that capture the target."
                            + " Set it, or write mode=exact and let an observer read the target");
        }
        if (hop == Hop.CAPTURE) {
            throw new ConfigException("hop=capture compares the source's database with its topics, which only an"
                    + " observer of the source can: write mode=exact, or remove hop");
        }
        if (mode == Mode.ROUNDS) {
            NEEDED_BY_ROUNDS.forEach((key, what) -> {
                if (!given.contains(key)) {
                    throw new ConfigException("mode=rounds needs " + key + ", " + what
                            + ". Set it, or write mode=settle, which waits a fixed time instead");
                }
            });
        }
    }

    private static String texts(Set<Mode> modes) {
        return modes.stream().map(mode -> "mode=" + mode.text()).collect(Collectors.joining(" and "));
    }
}
