/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.chain;

import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;

/**
 * One transform of a chain and the condition it stands under. Not thread-safe, as transforms need not be.
 *
 * @param name the one that the chain gives it
 * @param negate whether the transform is for records that the predicate does not hold for
 */
record Stage(
        String name, Transformation<SinkRecord> transform, Optional<Predicate<SinkRecord>> predicate, boolean negate)
        implements AutoCloseable {

    /** Null when the record is filtered. */
    SinkRecord apply(SinkRecord record) {
        boolean meant = predicate
                .map(condition -> negate ^ within(condition, () -> condition.test(record)))
                .orElse(true);
        return meant ? within(transform, () -> transform.apply(record)) : record;
    }

    /** Runs something of a plugin with the plugin's loader as the thread's. */
    static <T> T within(Object plugin, Supplier<T> action) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(plugin.getClass().getClassLoader());
        try {
            return action.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public void close() {
        end(transform);
        predicate.ifPresent(Stage::end);
    }

    /** Closes a transform or a predicate. */
    static void end(Configurable plugin) {
        within(plugin, () -> {
            if (plugin instanceof Transformation<?> made) {
                made.close();
            } else if (plugin instanceof Predicate<?> made) {
                made.close();
            }
            return plugin;
        });
    }
}
