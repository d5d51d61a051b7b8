/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The engine under the transforms: rules edit a draft of a row. Over a schema the draft is symbolic and becomes a plan,
 * made once and run for every row with one copy of it; without a schema the draft is the copied row itself.
 *
 * <p>Knows no rule, no configuration and no plugin class.
 */
package dev.lockstep.transforms.row;
