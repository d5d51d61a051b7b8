/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.sink;

import java.time.Duration;

/**
 * What every sink lets its user set.
 *
 * @param batch when what was gathered is written
 * @param retryTimeout how long an outage is tried again; zero = not at all
 * @param retryBackoff the first delay between two tries
 * @param mode what a record that holds a row does
 * @param deletes whether deletes are carried out; otherwise they are left out and counted
 * @param verifyDigest whether a record that carries a digest is held against it before it is written
 */
public record SinkSettings(
        Batch batch,
        Duration retryTimeout,
        Duration retryBackoff,
        WriteMode mode,
        boolean deletes,
        boolean verifyDigest) {
    /**
     * When what was gathered is written: at whatever comes first.
     *
     * @param rows also the most rows one statement writes
     * @param bytes about how much memory the gathered records may take
     * @param linger how long a record waits for others; zero = not beyond the delivery it came with
     */
    public record Batch(int rows, long bytes, Duration linger) {}
}
