/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.observe;

import dev.lockstep.connect.jdbc.source.read.Session;
import dev.lockstep.connect.observe.DataTopics;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Whether the mover is near enough to the end of a data topic for a scan to begin. What is not there yet has to be read
 * by another scan anyway, so a bulk load that is scanned while it goes on is read many times. Thread-safe.
 *
 * <p>It says when a scan begins, and nothing else: how a row is judged follows from the positions at which it was read.
 *
 * @param mostRecords how many records the mover may be behind, all partitions together; 0 for however many
 */
record CaughtUp(BoundedReads reads, DataTopics topics, long mostRecords) {

    boolean with(Session session, String topic) throws SQLException, InterruptedException {
        if (mostRecords == 0) {
            return true;
        }
        Optional<List<Long>> passed = reads.read(session, topic, lo -> lo)
                .map(reading -> reading.bounds().lo());
        // Asked after the positions, so that the mover never seems nearer than it was.
        return passed.isPresent() && behind(passed.get(), topics.ends(topic)) <= mostRecords;
    }

    private static long behind(List<Long> passed, List<Long> ends) {
        long behind = 0;
        for (int partition = 0; partition < ends.size(); partition++) {
            behind += Math.max(0, ends.get(partition) - passed.get(partition));
        }
        return behind;
    }
}
