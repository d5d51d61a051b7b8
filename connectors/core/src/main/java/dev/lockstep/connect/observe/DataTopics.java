/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.observe;

import java.util.List;

/** What an observer must know of topics before it can say anything. Thread-safe. */
public interface DataTopics extends AutoCloseable {
    /**
     * How many partitions a data topic has. Always the same answer.
     *
     * @throws org.apache.kafka.connect.errors.ConnectException when there is no such topic
     */
    int partitions(String topic) throws InterruptedException;

    /** The end of each partition of a data topic, what is not committed yet included. */
    List<Long> ends(String topic) throws InterruptedException;

    /** How many partitions a topic has, which is made if it is not there. */
    int findOrMake(String topic) throws InterruptedException;

    @Override
    void close();
}
