/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.engine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;

/** Puts rows aside in memory and knows how often, and how many places are still held. */
final class MemorySpill implements Spill {
    int appends;
    int held;

    @Override
    public Place open() {
        held++;
        return new Place() {
            private ByteArrayOutputStream kept = new ByteArrayOutputStream();

            @Override
            public void append(byte[] bytes, int length) {
                appends++;
                kept.write(bytes, 0, length);
            }

            @Override
            public InputStream read() {
                return new ByteArrayInputStream(kept.toByteArray());
            }

            @Override
            public void delete() {
                held -= kept == null ? 0 : 1;
                kept = null;
            }
        };
    }
}
