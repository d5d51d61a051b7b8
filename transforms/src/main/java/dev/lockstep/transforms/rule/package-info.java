/* SPDX-License-Identifier: Apache-2.0 */
/** The text of rules: lines, topics, steps with arguments. Pure; may use paths only. */
package dev.lockstep.transforms.rule;
