/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.bench.table;

import dev.lockstep.testbed.stack.database.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;

/**
 * {@code COPY} of one server piped into {@code COPY} of the other, as fast as one pipe goes: a thread reads, another
 * writes, one transaction, no Kafka.
 */
public final class CopyPipe {
    private static final int BLOCK = 1 << 18;
    private static final int BLOCKS = 32;
    private static final byte[] END = new byte[0];

    private CopyPipe() {}

    /** Copies the table; the rows are durable on return. Returns how many there were. */
    public static long run(Database source, Database target, boolean binary) throws SQLException, InterruptedException {
        BlockingQueue<byte[]> blocks = new ArrayBlockingQueue<>(BLOCKS);
        String format = binary ? " (FORMAT binary)" : "";
        CompletableFuture<Void> reader = CompletableFuture.runAsync(
                () -> read(source, "COPY " + MovedTable.NAME + " TO STDOUT" + format, blocks));
        try (Connection connection = target.connect()) {
            CopyIn in = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY " + MovedTable.NAME + " FROM STDIN" + format);
            for (byte[] block = blocks.take(); block.length > 0; block = blocks.take()) {
                in.writeToCopy(block, 0, block.length);
            }
            // A reader that failed has sent the end too: the copy must not pass for a whole one.
            reader.join();
            return in.endCopy();
        } catch (CompletionException | CancellationException failure) {
            throw new SQLException("COPY out of the source failed: " + failure.getMessage(), failure);
        } finally {
            reader.cancel(true);
        }
    }

    private static void read(Database source, String sql, BlockingQueue<byte[]> blocks) {
        try (Connection connection = source.connect()) {
            CopyOut out = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql);
            byte[] block = new byte[BLOCK];
            int filled = 0;
            for (byte[] row = out.readFromCopy(); row != null; row = out.readFromCopy()) {
                if (filled + row.length > BLOCK) {
                    blocks.put(Arrays.copyOf(block, filled));
                    filled = 0;
                }
                if (row.length > BLOCK) {
                    blocks.put(row);
                } else {
                    System.arraycopy(row, 0, block, filled, row.length);
                    filled += row.length;
                }
            }
            if (filled > 0) {
                blocks.put(Arrays.copyOf(block, filled));
            }
        } catch (SQLException failure) {
            throw new CompletionException(failure);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new CompletionException(interrupt);
        } finally {
            end(blocks);
        }
    }

    private static void end(BlockingQueue<byte[]> blocks) {
        try {
            blocks.put(END);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        }
    }
}
