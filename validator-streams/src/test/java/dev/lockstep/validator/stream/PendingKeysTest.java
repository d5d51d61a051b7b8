/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.digest.Digest128;
import dev.lockstep.validator.reconcile.Home;
import dev.lockstep.validator.reconcile.Image;
import dev.lockstep.validator.reconcile.KeyState;
import dev.lockstep.validator.reconcile.Reconciler;
import dev.lockstep.validator.report.PartialSums;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PendingKeysTest {
    private final PendingKeys keys = new PendingKeys();

    private static byte[] key(int key) {
        return ByteBuffer.allocate(4).putInt(key).array();
    }

    private static KeyState pendingSince(long since) {
        Image image =
                new Image(new Content.Present(Digest128.ZERO), "xxh3-128/exact", Optional.empty(), Optional.empty());
        return new Reconciler()
                .onVersion(KeyState.NEW, new Home("s", 0), since, image, since, 0, KeyState.NOT_LISTED)
                .state();
    }

    private void begins(int key, long since) {
        keys.replace(key(key), false, pendingSince(since));
    }

    private void isDecided(int key) {
        keys.replace(key(key), true, KeyState.NEW);
    }

    private Optional<Long> oldest(long pending) {
        return keys.oldest(pending).map(PartialSums.Waiting::since);
    }

    @Test
    void theOldestIsTheOneThatWaitsLongestWhateverCameSince() {
        begins(1, 30);
        begins(2, 10);
        begins(3, 20);
        assertThat(oldest(3)).contains(10L);
        isDecided(2);
        assertThat(oldest(2)).contains(20L);
        isDecided(3);
        isDecided(1);
        assertThat(oldest(0)).isEmpty();
    }

    /** O: the new key has not waited longest, the others have. */
    @Test
    void aYoungKeyIsNotCalledTheOldestWhileOlderOnesWereLeftOut() {
        int all = PendingKeys.KEPT + 100;
        for (int key = 0; key < all; key++) {
            begins(key, 10 + key);
        }
        assertThat(oldest(all)).contains(10L);
        for (int key = 0; key < PendingKeys.KEPT; key++) {
            isDecided(key);
        }
        assertThat(oldest(100)).isEmpty();
        begins(5_000, 9_000);
        assertThat(oldest(101)).isEmpty();

        keys.recount();
        for (int key = PendingKeys.KEPT; key < all; key++) {
            keys.replace(key(key), true, pendingSince(10 + key));
        }
        keys.recounted();
        assertThat(oldest(101)).contains(10L + PendingKeys.KEPT);
    }

    @Test
    void whatWasLeftOutAndHasBeenDecidedDoesNotCount() {
        int all = PendingKeys.KEPT + 1;
        for (int key = 0; key < all; key++) {
            begins(key, 10 + key);
        }
        isDecided(PendingKeys.KEPT);
        for (int key = 0; key < PendingKeys.KEPT; key++) {
            isDecided(key);
        }
        begins(5_000, 9_000);
        assertThat(oldest(1)).contains(9_000L);
    }

    @Test
    void showsAFewOfTheOldest() {
        for (int key = 0; key < 20; key++) {
            begins(key, 100 - key);
        }
        assertThat(keys.texts()).hasSize(5);
    }
}
