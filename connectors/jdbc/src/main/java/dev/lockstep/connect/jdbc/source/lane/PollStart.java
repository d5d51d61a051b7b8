/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.lane;

import java.util.Optional;

/**
 * Where, in a table that is read in lanes and then polled, the lanes end and polling begins.
 *
 * <p>Let <i>p</i> be the first of the polled columns (the timestamp, if there is one) and <i>h</i> its greatest value that
 * could be seen before any lane. Lanes read the rows with <i>p</i> &le; <i>h</i> and those without a value; polling reads
 * the rows with <i>p</i> &gt; <i>h</i>, in the order of all polled columns. Without an <i>h</i> no row had a value: lanes
 * read only rows without one, and polling begins with the least.
 *
 * <ul>
 *   <li><b>O (once)</b> a row that is only added is read exactly once. Its <i>p</i> never changes, and is either not
 *       greater than <i>h</i>, or greater, or not there: one of the two reads it, and the other does not. Equal values
 *       belong to the lanes, whatever the second polled column is, for polling compares with <i>h</i> alone before it has a
 *       row of its own.
 *   <li><b>V (visible)</b> when the first lane begins, every row with <i>p</i> &le; <i>h</i> that will ever be there can be
 *       seen. The planner takes <i>h</i>, lets {@code poll.lag.ms} pass and marks the transactions that are open; the lanes
 *       wait for those. So it is what polling does in each of its rounds, with the same proof.
 *   <li><b>L (last)</b> a row that is changed, and its <i>p</i> with it, arrives in its last form. Its new <i>p</i> is
 *       greater than <i>h</i> or, by V, was there before the first lane. If greater, a lane that comes later does not see
 *       the old form any more and leaves the new one to polling; one that came earlier has sent the old form, and polling
 *       sends the new one behind it. No form is sent twice.
 * </ul>
 *
 * Not found is a change that leaves <i>p</i> as it is, or takes its value away, and a row without a value that comes when
 * its lane has passed: nothing that grows tells of them.
 *
 * @param column the first of the polled columns
 * @param from the greatest value that lanes read; empty when there was none
 */
public record PollStart(PositionColumn column, Optional<String> from) {
    /** What rows of lanes meet. */
    String condition() {
        String without = column.sql() + " IS NULL";
        return from.isEmpty() ? without : "(" + column.sql() + " <= " + column.placeholder() + " OR " + without + ")";
    }
}
