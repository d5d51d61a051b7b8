/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The compact binary records of the validator's own topics. Uses {@code measure}, {@code reconcile} and {@code canonical}; every other
 * package of the validator may use it.
 */
package dev.lockstep.validator.record;
