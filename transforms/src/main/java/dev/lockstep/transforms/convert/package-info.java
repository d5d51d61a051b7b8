/* SPDX-License-Identifier: Apache-2.0 */
/**
 * From every type of value to every other where that has a meaning, by way of the canonical model. Pure; may use
 * {@code canonical}, rules' words and the engine's step.
 */
package dev.lockstep.transforms.convert;
