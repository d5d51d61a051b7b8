/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Expressions in the Common Expression Language (CEL) over the columns of a row: values worked out, and conditions.
 *
 * <p>Pure: no clock, no randomness, no I/O; the cost of an expression is bounded. What belongs to the CEL library does
 * not leave this package. May use packages row and rule.
 */
package dev.lockstep.transforms.expression;
