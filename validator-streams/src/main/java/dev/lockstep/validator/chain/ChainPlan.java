/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.chain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;

/** A chain whose settings are right, from which any number of chains are made. Thread-safe. */
public final class ChainPlan {
    /** No chain. */
    public static final ChainPlan NONE = new ChainPlan(List.of());

    /** A class and its settings. */
    record Part<T>(String key, Class<? extends T> type, Map<String, Object> settings) {
        /** @throws ConfigException that starts with the key when the class cannot be made, or refuses its settings */
        T make() {
            try {
                return type.getDeclaredConstructor().newInstance();
            } catch (ReflectiveOperationException | LinkageError e) {
                throw new ConfigException(key + ": " + type.getName() + " cannot be made (" + e
                        + "). Expected a public class with a constructor without parameters");
            }
        }
    }

    /** One transform. */
    record Planned(
            String name,
            Part<Transformation<SinkRecord>> transform,
            Optional<Part<Predicate<SinkRecord>>> predicate,
            boolean negate) {}

    private final List<Planned> planned;
    private final Map<String, String> routes = new ConcurrentHashMap<>();

    ChainPlan(List<Planned> planned) {
        this.planned = List.copyOf(planned);
    }

    public boolean isEmpty() {
        return planned.isEmpty();
    }

    /** Empty when records stay as they are. */
    public Optional<Chain> newChain() {
        return isEmpty() ? Optional.empty() : Optional.of(make());
    }

    private Chain make() {
        List<Stage> stages = new ArrayList<>();
        for (Planned one : planned) {
            Transformation<SinkRecord> transform = configured(one.transform());
            stages.add(new Stage(one.name(), transform, one.predicate().map(ChainPlan::configured), one.negate()));
        }
        return new Chain(stages);
    }

    static <T extends Configurable> T configured(Part<T> part) {
        T made = part.make();
        return Stage.within(made, () -> {
            made.configure(new HashMap<>(part.settings()));
            return made;
        });
    }

    /**
     * The topic that the chain gives all records of a topic: what it makes of one without key and value. A chain that
     * routes by what is in a record gives some another, and whoever reads it has to look.
     */
    public String routeOf(String topic) {
        return isEmpty() ? topic : routes.computeIfAbsent(topic, this::ask);
    }

    private String ask(String topic) {
        try (Chain chain = make()) {
            return chain.routeOf(topic);
        }
    }
}
