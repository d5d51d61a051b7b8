/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.row;

import java.util.List;

/**
 * The fields of a row, or of an object inside it, while rules change them. Names keep their order. Owned by one thread.
 *
 * <p>Invariants: the input is never changed; what no rule touches is taken over as it is; an object that is null stays
 * null unless a rule puts a value into it.
 */
public interface Draft {
    boolean has(String name);

    List<String> names();

    /** Takes a field out. It must be there. */
    Cell remove(String name);

    /** Puts a field in the place of that of the same name, or at the end. */
    void put(String name, Cell cell);

    /** Puts a field as {@link #put} does, but does not make of an object that is null one that is not. */
    void fill(String name, Cell cell);

    /** Gives a field another name in its place. {@code from} is there and {@code to} is not. */
    void rename(String from, String to);

    /** Puts these fields first, in this order; all are there. */
    void order(List<String> first);

    /** Does a step to a field. It must be there, or the row be without schema; a step then sees null. */
    void change(String name, ValueStep step);

    /** Puts what is worked out from fields of this object. Inputs must be there, or the row be without schema. */
    void compute(String name, Computation computation);

    /**
     * The names of the fields of an object, which must be there; none where it is null and has no schema.
     *
     * @throws org.apache.kafka.connect.errors.DataException when it is no object
     */
    List<String> members(String name);

    /** A field that was taken out of a draft, to be put into one of the same row. */
    interface Cell {}
}
