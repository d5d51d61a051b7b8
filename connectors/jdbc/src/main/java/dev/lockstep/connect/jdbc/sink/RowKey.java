/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import java.util.List;

/**
 * A record's key in the terms of its table, in key order.
 *
 * @param texts as they are written
 * @param comparable as they are compared
 * @param exact whether equal comparable texts and equal keys are the same thing
 */
record RowKey(List<String> texts, List<String> comparable, boolean exact) {}
