/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * How RocksDB keeps the state: for keys that are read and written once each, in the order of no key.
 *
 * <p>All stores of the process share one bound of memory. Every file has a filter, the last level too, because the first
 * version of a key looks for what is not there.
 */
public final class StateTuning implements RocksDBConfigSetter {
    private static final long MIB = 1 << 20;
    private static final long MEMORY_BYTES = 192 * MIB;
    private static final long WRITE_BUFFERS_BYTES = 96 * MIB;
    private static final long WRITE_BUFFER_BYTES = 24 * MIB;
    private static final int FILTER_BITS_PER_KEY = 10;

    static {
        RocksDB.loadLibrary();
    }

    // Of the process, so never closed.
    private static final Cache MEMORY = new LRUCache(MEMORY_BYTES);
    private static final WriteBufferManager WRITE_BUFFERS = new WriteBufferManager(WRITE_BUFFERS_BYTES, MEMORY);
    private static final BloomFilter FILTER = new BloomFilter(FILTER_BITS_PER_KEY);

    @Override
    public void setConfig(String store, Options options, Map<String, Object> settings) {
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(MEMORY);
        table.setFilterPolicy(FILTER);
        options.setOptimizeFiltersForHits(false);
        options.setWriteBufferManager(WRITE_BUFFERS);
        options.setWriteBufferSize(WRITE_BUFFER_BYTES);
        options.setTableFormatConfig(table);
    }

    @Override
    public void close(String store, Options options) {
        // What is shared stays open.
    }
}
