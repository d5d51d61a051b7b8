/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.TransactionContext;
import org.junit.jupiter.api.Test;

class TransactionsTest implements TransactionContext {
    private final List<Long> ends = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private final Transactions transactions = new Transactions(this, () -> now);

    private void sent(long millis, boolean whole) {
        now = Instant.ofEpochMilli(millis);
        transactions.sent(new SourceRecord(Map.of(), Map.of("at", millis), "t", null, null), whole);
    }

    @Test
    void endAtWholeChunksTwiceASecond() {
        sent(0, true);
        sent(400, true);
        sent(600, false);
        sent(700, true);
        sent(800, true);
        assertThat(ends).containsExactly(700L);
    }

    @Test
    void endBeforeTheBrokerAbortsWhatIsReadInOnePiece() {
        for (long at = 0; at <= 45_000; at += 1_000) {
            sent(at, false);
        }
        assertThat(ends).containsExactly(20_000L, 41_000L);
    }

    @Override
    public void commitTransaction(SourceRecord record) {
        ends.add((Long) record.sourceOffset().get("at"));
    }

    @Override
    public void commitTransaction() {
        throw new AssertionError("Transactions end at records");
    }

    @Override
    public void abortTransaction() {
        throw new AssertionError("Nothing is sent in vain");
    }

    @Override
    public void abortTransaction(SourceRecord record) {
        throw new AssertionError("Nothing is sent in vain");
    }
}
