/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.dialect;

/** A row in the bytes that {@link dev.lockstep.connect.jdbc.mapping.RowBuffer} makes. */
public interface RowImage {
    byte[] image();
}
