/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.engine;

import java.io.IOException;
import java.io.InputStream;

/** Where rows go that memory has no room for. Thread-safe. */
public interface Spill {

    /** A new, empty place. */
    Place open() throws IOException;

    /** Bytes put aside, in order. Appended to by one thread at a time; read only when all is appended. */
    interface Place {
        void append(byte[] bytes, int length) throws IOException;

        /** Everything that was appended; the caller closes it. */
        InputStream read() throws IOException;

        /** The bytes are not needed any more. Doing so twice is harmless. */
        void delete() throws IOException;
    }
}
