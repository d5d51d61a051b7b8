/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

/** Reads a value from the server's text form. Thread-safe. */
@FunctionalInterface
public interface TextReader {
    /**
     * @throws UnfitValueException when the value is none of the column's schema
     * @throws IllegalArgumentException when the text is not of the form that the type is written in
     */
    Object read(String text);
}
