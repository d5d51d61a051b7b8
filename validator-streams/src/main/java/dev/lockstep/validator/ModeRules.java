/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;

/** Which settings go with which {@link Mode}. A setting that a mode would not look at is refused, with what to write. */
final class ModeRules {
    private static final String TARGET = "target.";

    /** @param key a key, or the start of several keys when it ends with a dot */
    private record Rule(String key, Mode mode, String instead) {
        boolean concerns(String given) {
            return key.endsWith(".") ? given.startsWith(key) : given.equals(key);
        }
    }

    private static final List<Rule> RULES = List.of(
            new Rule(
                    TARGET,
                    Mode.SETTLE,
                    "in mode=exact an observer reads the target itself, see " + ValidatorSettings.OBSERVATIONS
                            + ". To judge by topics that capture the target write mode=settle, or remove this setting"),
            new Rule(
                    ValidatorSettings.MOVER_GROUP,
                    Mode.SETTLE,
                    "in mode=exact the observer asks the mover, so it is a setting of the observer. Remove it here, or"
                            + " write mode=settle"),
            new Rule(
                    ValidatorSettings.ROUND_INTERVAL,
                    Mode.SETTLE,
                    "mode=exact has no rounds. Remove it, or write mode=settle"),
            new Rule(
                    "source" + ValidatorSettings.HEARTBEAT,
                    Mode.SETTLE,
                    "mode=exact has no rounds and needs no heartbeats. Remove it, or write mode=settle"),
            new Rule(
                    ValidatorSettings.SETTLE,
                    Mode.SETTLE,
                    "mode=exact waits for positions and not for a time. Remove it, or write mode=settle"),
            new Rule(
                    ValidatorSettings.ABSENT_RETENTION,
                    Mode.EXACT,
                    "only scans tell that a key is gone, and rounds forget none. Remove it, or write mode=exact"),
            new Rule(
                    ValidatorSettings.LEVELS,
                    Mode.EXACT,
                    "a round judges every row that a capture of the target reports. Remove it, or write mode=exact"),
            new Rule(
                    ValidatorSettings.OBSERVATIONS,
                    Mode.EXACT,
                    "only mode=exact reads what an observer says. Remove it, or write mode=exact and remove target.*"));

    private ModeRules() {}

    /**
     * @param given the keys that are set
     * @throws ConfigException when one of them does not go with the mode, or one is missing
     */
    static void check(Mode mode, Hop hop, Collection<String> given) {
        for (String key : given.stream().sorted(Comparator.naturalOrder()).toList()) {
            for (Rule rule : RULES) {
                if (rule.concerns(key) && rule.mode() != mode) {
                    throw new ConfigException(key + " is for mode="
                            + rule.mode().text() + ", but the mode is " + mode.text() + ": " + rule.instead());
                }
            }
        }
        if (mode == Mode.SETTLE && !given.contains(TARGET + "topics")) {
            throw new ConfigException("mode=settle needs target.topics, the topics that capture the target. Set it, or"
                    + " write mode=exact and let an observer read the target");
        }
        if (mode == Mode.SETTLE && hop == Hop.CAPTURE) {
            throw new ConfigException("hop=capture compares the source's database with its topics, which only an"
                    + " observer of the source can: write mode=exact, or remove hop");
        }
    }
}
