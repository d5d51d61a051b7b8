/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.chain;

import dev.lockstep.validator.chain.ChainPlan.Part;
import dev.lockstep.validator.chain.ChainPlan.Planned;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;

/** Reads a chain from the keys that it has in a connector. All that is wrong is told at once. For one use. */
public final class ChainSettings {
    /** The key that names the transforms, and the start of theirs. */
    public static final String TRANSFORMS = "transforms";

    /** The key that names the predicates, and the start of theirs. */
    public static final String PREDICATES = "predicates";

    private static final String TYPE = "type";
    private static final String PREDICATE = "predicate";
    private static final String NEGATE = "negate";

    private final Map<String, Object> settings;
    private final PluginPath plugins;
    private final List<String> wrong = new ArrayList<>();

    /** @param settings all of the validator's; what does not start as above is not looked at */
    public ChainSettings(Map<String, ?> settings, PluginPath plugins) {
        this.settings = new TreeMap<>(settings);
        this.plugins = plugins;
    }

    /**
     * @param transforms their names, in their order
     * @param predicates their names
     * @throws ConfigException when something is wrong; the message has each key and what is wrong with it
     */
    public ChainPlan plan(List<String> transforms, List<String> predicates) {
        refuseStray(TRANSFORMS, transforms);
        refuseStray(PREDICATES, predicates);
        Map<String, Optional<Part<Predicate<SinkRecord>>>> conditions = new HashMap<>();
        for (String name : predicates) {
            conditions.put(name, part(PREDICATES, name, Predicate.class, made -> made.config()));
        }
        List<Planned> planned = new ArrayList<>();
        for (String name : transforms) {
            Optional<Part<Transformation<SinkRecord>>> transform =
                    part(TRANSFORMS, name, Transformation.class, made -> made.config());
            Optional<Part<Predicate<SinkRecord>>> condition = condition(name, conditions);
            boolean negate = negate(name);
            transform.ifPresent(part -> planned.add(new Planned(name, part, condition, negate)));
        }
        if (!wrong.isEmpty()) {
            throw new ConfigException(String.join("; ", wrong));
        }
        return new ChainPlan(planned);
    }

    /** A key for a name that is not in the list would do nothing. */
    private void refuseStray(String list, List<String> names) {
        for (String key : settings.keySet()) {
            if (key.startsWith(list + ".")
                    && names.stream().noneMatch(name -> key.startsWith(list + "." + name + "."))) {
                wrong.add(key + ": " + list + " names "
                        + (names.isEmpty() ? "nothing" : String.join(", ", names) + " and not this")
                        + ". Add its name to " + list + ", or remove the key");
            }
        }
    }

    /** Empty when something is wrong with it. */
    private <T extends Configurable> Optional<Part<T>> part(
            String list, String name, Class<?> kind, Function<T, ConfigDef> definition) {
        String prefix = list + "." + name + ".";
        Object type = settings.get(prefix + TYPE);
        if (type == null) {
            wrong.add(prefix + TYPE + ": is missing. Expected the name of a class that implements " + kind.getName());
            return Optional.empty();
        }
        try {
            // Of what kind it is has been looked at; of which records, no class tells.
            @SuppressWarnings("unchecked")
            Class<? extends T> found = (Class<? extends T>)
                    plugins.find(prefix + TYPE, type.toString().strip(), kind);
            Part<T> part = new Part<>(prefix + TYPE, found, of(prefix));
            int before = wrong.size();
            check(prefix, part, definition);
            return wrong.size() == before ? Optional.of(part) : Optional.empty();
        } catch (ConfigException e) {
            wrong.add(e.getMessage());
            return Optional.empty();
        } catch (LinkageError e) {
            wrong.add(prefix + TYPE + ": " + type + " lacks a class that it needs (" + e
                    + "). Is everything of it in its plugin folder?");
            return Optional.empty();
        }
    }

    /** As a worker gives them: what is the worker's own is taken out. */
    private Map<String, Object> of(String prefix) {
        Map<String, Object> own = new TreeMap<>();
        settings.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                own.put(key.substring(prefix.length()), value);
            }
        });
        if (prefix.startsWith(TRANSFORMS)) {
            own.remove(PREDICATE);
            own.remove(NEGATE);
        }
        return own;
    }

    private <T extends Configurable> void check(String prefix, Part<T> part, Function<T, ConfigDef> definition) {
        T made = part.make();
        Map<String, String> texts = new HashMap<>();
        part.settings().forEach((key, value) -> texts.put(key, String.valueOf(value)));
        int before = wrong.size();
        ConfigDef defined = Stage.within(made, () -> definition.apply(made));
        for (ConfigValue value : Stage.within(made, () -> defined.validate(texts))) {
            value.errorMessages().forEach(message -> wrong.add(prefix + value.name() + ": " + message));
        }
        if (wrong.size() > before) {
            return;
        }
        try {
            Stage.end(ChainPlan.configured(part));
        } catch (RuntimeException e) {
            wrong.add(prefix + TYPE + ": " + part.type().getName() + " refuses its settings: " + e.getMessage());
        }
    }

    private Optional<Part<Predicate<SinkRecord>>> condition(
            String name, Map<String, Optional<Part<Predicate<SinkRecord>>>> conditions) {
        String key = TRANSFORMS + "." + name + "." + PREDICATE;
        Object wanted = settings.get(key);
        if (wanted == null) {
            return Optional.empty();
        }
        if (!conditions.containsKey(wanted.toString())) {
            wrong.add(key + ": " + PREDICATES + " does not name " + wanted + ". Add it there, with " + PREDICATES + "."
                    + wanted + "." + TYPE);
            return Optional.empty();
        }
        return conditions.get(wanted.toString());
    }

    private boolean negate(String name) {
        String key = TRANSFORMS + "." + name + "." + NEGATE;
        Object negate = settings.get(key);
        if (negate == null) {
            return false;
        }
        if (!settings.containsKey(TRANSFORMS + "." + name + "." + PREDICATE)) {
            wrong.add(key + ": there is no " + TRANSFORMS + "." + name + "." + PREDICATE + " that it could negate");
        }
        String text = negate.toString().strip();
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            wrong.add(key + ": expected true or false, found " + text);
        }
        return text.equalsIgnoreCase("true");
    }
}
