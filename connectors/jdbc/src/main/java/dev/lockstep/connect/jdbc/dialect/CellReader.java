/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.dialect;

import java.nio.ByteBuffer;

/** Reads a row's cells one after the other, for drivers that are told values one by one. */
final class CellReader {
    private final ByteBuffer row;

    CellReader(RowImage image) {
        this.row = ByteBuffer.wrap(image.image()).position(Short.BYTES);
    }

    /** @return the next cell's content, or null for NULL */
    byte[] next() {
        int length = row.getInt();
        if (length < 0) {
            return null;
        }
        byte[] content = new byte[length];
        row.get(content);
        return content;
    }
}
