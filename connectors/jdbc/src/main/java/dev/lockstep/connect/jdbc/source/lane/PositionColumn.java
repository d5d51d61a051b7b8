/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.lane;

import java.util.Optional;

/**
 * One of the columns whose values say where a reader is.
 *
 * @param name as the catalogue spells it
 * @param sql what is ordered and compared
 * @param text SQL that gives its value as text; empty where the select list has it already
 * @param place of that in the select list, from 1; without meaning where the text is added
 * @param placeholder SQL that makes a value of the column of a bound text
 */
public record PositionColumn(String name, String sql, Optional<String> text, int place, String placeholder) {}
