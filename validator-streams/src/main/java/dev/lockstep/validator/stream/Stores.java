/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Builds the stores: logged, so that a restart or a rescale restores them; not cached, because a cache returns what was
 * deleted while a range is being read.
 */
public final class Stores {
    private static final Map<String, String> LOGGED = Map.of();

    private Stores() {}

    /** @param persistent false for tests, which keep everything in memory */
    public static List<StoreBuilder<?>> ofReconciler(boolean persistent) {
        return List.of(
                store(StoreNames.ROWS, persistent),
                store(StoreNames.UNDECIDED, persistent),
                store(StoreNames.TAINTS, persistent));
    }

    public static List<StoreBuilder<?>> ofSummary(boolean persistent) {
        return List.of(store(StoreNames.PARTIALS, persistent));
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(String name, boolean persistent) {
        KeyValueBytesStoreSupplier supplier = persistent
                ? org.apache.kafka.streams.state.Stores.persistentKeyValueStore(name)
                : org.apache.kafka.streams.state.Stores.inMemoryKeyValueStore(name);
        return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(supplier, Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingEnabled(LOGGED)
                .withCachingDisabled();
    }
}
